// Before the first paint, so that a chosen theme never flashes.
const theme = localStorage.getItem('everexpo.theme');
if (theme) document.documentElement.dataset.theme = theme;
