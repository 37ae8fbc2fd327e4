const test=(_n:string,f:()=>Promise<void>,_t:number)=>{void f();};
import { createWorld, openDouble, temporaryDirectory } from './world.js';
import { puts, transactionOf } from './key-value-rules.js';
import fs from 'node:fs';
const pct=(a:number[],p:number)=>{const s=[...a].sort((x,y)=>x-y);return (s[Math.floor(s.length*p)]??0).toFixed(0)};
test('bench', async () => {
  const world = createWorld(); const dir = temporaryDirectory();
  let t0=performance.now();
  const { ledger } = await openDouble(world, dir.path);
  console.log('create+open ms', performance.now()-t0);
  const value = 'x'.repeat(3000);
  let n=0;
  const probe:number[]=[]; const fd=fs.openSync(dir.path+'/probe','w'); fs.writeSync(fd,Buffer.alloc(8<<20),0); fs.fsyncSync(fd);
  for(let i=0;i<500;i++){const t=performance.now(); fs.writeSync(fd,Buffer.alloc(3000),0,3000,i*3000); await new Promise(r=>fs.fdatasync(fd,r)); probe.push((performance.now()-t)*1000);}
  console.log('probe p50/p99 us', pct(probe,.5), pct(probe,.99));
  for (const senders of [1,64]) {
    const lat:number[]=[]; const total=senders===1?1000:20000; let left=total; const c=process.cpuUsage(); const t=performance.now();
    await Promise.all(Array.from({length:senders},async()=>{ while(left-->0){ const s=performance.now(); const r=await ledger.submit(transactionOf(puts({key:`trade/${(n*7919)%15480}-aaaaaaaaaaaaaaaaaaaaaaaa`,value:value+n++}))); lat.push((performance.now()-s)*1000);} }));
    const e=performance.now()-t; const u=process.cpuUsage(c);
    console.log('senders',senders,'per s',(total/e*1000).toFixed(0),'us each',(e*1000/total).toFixed(1),'cpu us each',((u.user+u.system)/total).toFixed(1),'p50',pct(lat,.5),'p99',pct(lat,.99),'blocks',(await ledger.head()).height);
  }
  { const total=20000; const c=process.cpuUsage(); const t=performance.now(); for(let i=0;i<total;i+=1000){ await ledger.submit(transactionOf(puts(...Array.from({length:1000},()=>({key:`trade/${(n*7919)%15480}-aaaaaaaaaaaaaaaaaaaaaaaa`,value:value+n++}))))); } const e=performance.now()-t; const u=process.cpuUsage(c); console.log('batches of 1000: us each',(e*1000/total).toFixed(1),'cpu',((u.user+u.system)/total).toFixed(1)); }
  let t=performance.now(); const h=await ledger.stateHash(); console.log('stateHash ms',performance.now()-t,h.slice(0,8));
  t=performance.now(); await ledger.close(); console.log('close ms',performance.now()-t, 'rss',process.memoryUsage().rss/1e6);
  t=performance.now(); const again=await openDouble(world,dir.path); console.log('reopen ms',performance.now()-t, JSON.stringify(again.events)); console.log(await again.ledger.stateHash()===h);
  await again.ledger.close();
  fs.rmSync(dir.path+'/state',{recursive:true}); t=performance.now(); const third=await openDouble(world,dir.path); console.log('rebuild ms',performance.now()-t, JSON.stringify(third.events)); console.log(await third.ledger.stateHash()===h); let c=0; for await (const v of third.ledger.history('trade/7919-aaaaaaaaaaaaaaaaaaaaaaaa')) c++; console.log('versions',c);
  await third.ledger.close(); dir.remove();
}, 120000);
