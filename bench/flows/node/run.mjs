// The chain of steps of bench/flows/main.cpp, as a machine of XState: every other step keeps a filled text, every other
// chooses an exit by a condition. One JSON object on standard output.
import { assign, createMachine, initialTransition } from "xstate";

const STEPS = 60;

function chain(steps) {
  const states = {};
  for (let i = 0; i < steps; ++i) {
    const next = `s${i + 1}`;
    states[`s${i}`] = i % 2 === 0
      ? { always: { target: next, actions: assign({ v: ({ context }) => `${context.input} y ${context.contact.name}` }) } }
      : { always: [{ guard: ({ context }) => context.v.toLowerCase() === "x", target: next }, { target: next }] };
  }
  states[`s${steps}`] = { type: "final" };
  return createMachine({ id: "bench", context: { input: "hola", contact: { name: "Ana" }, v: "" }, initial: "s0", states });
}

const machine = chain(STEPS);
function decide() {
  const [state] = initialTransition(machine);
  if (state.status !== "done") throw new Error("the chain did not end");
}
for (let i = 0; i < 200; ++i) decide(); // warm
const begin = process.hrtime.bigint();
let steps = 0;
while (Number(process.hrtime.bigint() - begin) < 3e9)
  for (let i = 0; i < 20; ++i) { decide(); steps += STEPS + 1; }
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
console.log(JSON.stringify({ library: "xstate", steps_per_s: Math.round(steps / seconds) }));
