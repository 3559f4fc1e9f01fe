/** The build without subtitles, alternate sound and protected media speaks the same interface. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
