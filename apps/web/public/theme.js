// Before the first paint, so that a chosen theme never flashes, nor a language that was not chosen.
const theme = localStorage.getItem('everexpo.theme');
if (theme) document.documentElement.dataset.theme = theme;
if (localStorage.getItem('everexpo.language') === 'en') document.documentElement.lang = 'en';
