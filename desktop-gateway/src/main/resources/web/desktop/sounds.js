// Tones for what an agent must notice while looking elsewhere; the platform's own tone for a call is not among them.

const KEPT = 'zonekeeper.sounds';
/** Hertz, one after the other. */
const TONES = { outage: [440, 330], back: [330, 440], soon: [880] };
const SECONDS_EACH = 0.14;
const LOUDNESS = 0.08;

let context;

export const sounds = {
  get on() {
    return localStorage.getItem(KEPT) !== 'off';
  },

  toggle() {
    localStorage.setItem(KEPT, this.on ? 'off' : 'on');
    if (this.on) this.play('back');
  },

  /** @param {'outage' | 'back' | 'soon'} what */
  play(what) {
    if (!this.on || typeof AudioContext !== 'function') return;
    context ??= new AudioContext();
    TONES[what].forEach((hertz, i) => {
      const tone = new OscillatorNode(context, { frequency: hertz });
      const from = context.currentTime + i * SECONDS_EACH;
      tone.connect(new GainNode(context, { gain: LOUDNESS })).connect(context.destination);
      tone.start(from);
      tone.stop(from + SECONDS_EACH);
    });
  },
};
