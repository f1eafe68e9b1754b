// Sound out of nothing but numbers: no file is loaded. It begins when somebody presses a button, and ends when they press it again.

/** What a voice sounds like, from the highest row to the lowest: a short noise, a clap, a drum. */
const VOICES = { high: { tone: 0, noise: 7000, long: 0.05 }, middle: { tone: 220, noise: 1800, long: 0.13 }, low: { tone: 95, noise: 0, long: 0.24 } };

/** So far ahead sounds are handed over, and so often more of them are, in seconds. */
const AHEAD = 0.25;
const EVERY = 0.1;

/**
 * Plays `events`, `[{ from, row, rows, loud }]` with `from` between 0 and 1, in `seconds`, so many times. `moved` hears where it
 * is, from 0 to 1, and null at its end. Gives a function that stops it; null where there is no sound.
 */
export function play(events, seconds, times, moved) {
  const Context = window.AudioContext;
  if (!Context) return null;
  const audio = new Context();
  void audio.resume();
  const begin = audio.currentTime + 0.1;
  const all = [];
  for (let time = 0; time < times; time += 1) {
    for (const event of events) all.push({ ...event, at: begin + (time + event.from) * seconds });
  }
  all.sort((a, b) => a.at - b.at);
  let next = 0;
  const hand = () => {
    while (next < all.length && all[next].at < audio.currentTime + AHEAD) {
      hit(audio, all[next]);
      next += 1;
    }
    const now = (audio.currentTime - begin) / seconds;
    if (now >= times) stop();
  };
  const timer = setInterval(hand, EVERY * 1000);
  let frame = 0;
  const draw = () => {
    const now = (audio.currentTime - begin) / seconds;
    moved(now < 0 ? 0 : now % 1);
    frame = requestAnimationFrame(draw);
  };
  let over = false;
  function stop() {
    if (over) return;
    over = true;
    clearInterval(timer);
    cancelAnimationFrame(frame);
    void audio.close();
    moved(null);
  }
  hand();
  draw();
  return stop;
}

function hit(audio, { at, row, rows, loud }) {
  const { tone, noise, long } = rows === 1 || (row > 0 && row < rows - 1) ? VOICES.middle : row === 0 ? VOICES.high : VOICES.low;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(loud ? 0.6 : 0.35, at);
  gain.gain.exponentialRampToValueAtTime(0.001, at + long);
  gain.connect(audio.destination);
  if (tone) {
    const wave = audio.createOscillator();
    wave.frequency.setValueAtTime(tone, at);
    wave.frequency.exponentialRampToValueAtTime(tone / 2, at + long);
    wave.connect(gain);
    wave.start(at);
    wave.stop(at + long);
  }
  if (noise) {
    const length = Math.ceil(audio.sampleRate * long);
    const buffer = audio.createBuffer(1, length, audio.sampleRate);
    const samples = buffer.getChannelData(0);
    for (let n = 0; n < length; n += 1) samples[n] = Math.random() * 2 - 1;
    const source = audio.createBufferSource();
    source.buffer = buffer;
    const filter = audio.createBiquadFilter();
    filter.type = "bandpass";
    filter.frequency.value = noise;
    source.connect(filter).connect(gain);
    source.start(at);
  }
}
