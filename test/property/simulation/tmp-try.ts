import { drawSchedule } from './schedule/draw';
import { play } from './run';
async function main() {
const [from, count, only] = process.argv.slice(2).map(Number);
const t=performance.now();
const by: Record<string, number[]> = {};
const stories: Record<string,string> = {};
for (let seed=from!; seed<from!+count!; seed++){
  const r = await play(drawSchedule(seed));
  if (only) console.log(JSON.stringify(r.schedule, null, 1));
  if (r.violation) { (by[r.violation.invariant] ??= []).push(seed); stories[r.violation.invariant] ??= `${seed}: ${r.violation.story}`; }
}
console.log(((performance.now()-t)/count!).toFixed(2),'ms/run');
for (const [k,v] of Object.entries(by)) console.log(k, v.length, v.slice(0,6).join(' '), '\n   ', stories[k]!.slice(0,900));
}
void main();
