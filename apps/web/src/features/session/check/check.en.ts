import type { Translated } from '../../../i18n/translated.ts';
import type zh from './check.zh.ts';

export default {
  lead:
    'Before you go on stage, take a minute to check your camera, microphone, speakers and the connection to the ' +
    'live video.',
  devices: 'Camera and microphone',
  speaker: 'Speakers',
  network: 'Network',
  idle: 'not checked',
  running: 'checking…',
  good: 'OK',
  bad: 'problem',
  level: 'Volume',
  cameraGood: 'The camera works',
  micGood: 'We can hear you',
  speak: 'Say a few words',
  playTone: 'Play a test tone',
  didYouHear: 'Did you hear the tone?',
  yes: 'Yes',
  no: 'No',
  speakerGood: 'The speakers work',
  speakerBad: 'Check the volume and the output device, then play the tone again.',
  tryNetwork: 'Check network',
  signIn: 'Sign in to check the connection to the live video.',
  reason: {
    denied:
      'The browser has not allowed access. Click the icon at the left of the address bar, allow camera and ' +
      'microphone, and try again.',
    missing: 'No device found. Connect a camera and microphone and try again.',
    busy: 'Another program is using the device. Close other video programs and try again.',
    other: 'The device could not be opened. Try another browser or restart your computer.',
  },
  signal: {
    label: 'Connection',
    good: 'The live video can be reached',
    bad:
      'The live video cannot be reached. Your network may block WebSockets; try another network or your phone’s ' +
      'hotspot.',
  },
  media: {
    label: 'Audio and video',
    good: 'Audio and video get through',
    bad:
      'Your network blocks audio and video. Try another network or your phone’s hotspot, or ask the network ' +
      'administrator.',
  },
  publish: {
    label: 'Sending video',
    good: 'Your video gets through',
    bad: 'Your video could not be sent. The upload speed may be too low; move closer to the router or use a cable.',
  },
} satisfies Translated<typeof zh>;
