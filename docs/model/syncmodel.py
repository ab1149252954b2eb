# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
"""Tiny seeded model of the proposed Preggo sync rules (NOT product code). One stream, N clients, fault injection.
usage: syncmodel.py SEEDS [mutation]   mutation = deliberately broken rule, to prove that the checkers bite."""
import sys, random, copy, heapq, itertools
MUT = sys.argv[2] if len(sys.argv) > 2 else ""
class Server:
    def __init__(s): s.rev=set(); s.ent={}; s.ops={}; s.head=0; s.log=[]; s.epoch=1; s.effects={}; s.order=[]
    def apply(s,a,uid):
        r=s._apply(a,uid)
        if r[0]=='perm' and r[1]!='key_reused' and MUT!='no_memo_reject': s.ops.setdefault(a['op'],(a['fp'],r))
        return r
    def _apply(s,a,uid):
        if MUT=='authz_first' and uid in s.rev: return ('perm','not_member')
        if MUT!="no_ledger" and a['op'] in s.ops:
            f,r=s.ops[a['op']]
            return r if f==a['fp'] else ('perm','key_reused')
        if uid in s.rev: return ('perm','not_member')
        e=s.ent.get(a['e']); k=a['k']
        if k=='create':
            if e and MUT!="no_ledger": return ('perm','exists')
            row={'body':a['body'],'by':uid,'del':False,'r':{}}
            if e: row=dict(row); a=dict(a); a['e']=a['e']+"'"      # duplicate becomes visible
        else:
            if e is None: return ('perm','gone') if MUT=='unknown_is_gone' else ('retry','dep')
            if e['del']: return ('perm','gone') if k!='delete' else ('ok',e['seq'])
            if k in('edit','delete') and e['by']!=uid: return ('perm','forbidden')
            row={**e,'r':dict(e['r'])}
            if k=='edit': row['body']=a['body']
            elif k=='delete': row['del']=True; row['body']=None
            elif k=='react': row['r'][uid]=a['body']
        s.head+=1; row['seq']=s.head; s.ent[a['e']]=row; s.log.append((s.head,a['e']))
        s.effects[a['op']]=s.effects.get(a['op'],0)+1; s.order.append((uid,a['n'],a['e']))
        s.ops[a['op']]=(a['fp'],('ok',s.head)); return ('ok',s.head)
    def changes(s,after):
        ids=list(dict.fromkeys(e for q,e in s.log[after:]))
        return s.head,[(e,{**s.ent[e],'r':dict(s.ent[e]['r'])}) for e in ids]
class Client:
    def __init__(c,i,w): c.i=i;c.w=w;c.out=[];c.base={};c.cur=0;c.ep=1;c.n=0;c.inflight=False;c.inc=0;c.old=[];c.next=0;c.att=0;c.mine={};c.discarded=set()
    # outbox is durable (FULL); base+cursor may roll back on power loss (NORMAL)
    def enqueue(c,k,e,body=None):
        c.n+=1; op=f"{c.i}.{c.n}"
        c.out.append(dict(op=op,k=k,e=e,body=body,n=c.n,st='Q',sent=0,ack=None,aep=None,fp=(k,e,body)))
    def overlay_active(c,a):
        if a['st']=='X' : return False
        if a['st']=='P' : return a['k']=='create'
        if a['st']=='A':
            if MUT=="drop_on_ack": return False
            if a['aep']!=c.ep: return True
            b=c.base.get(a['e'])
            if c.cur>=a['ack'] or (b and b['seq']>=a['ack']): return False
        return True
    def view(c):
        v={e:{**r,'r':dict(r['r'])} for e,r in c.base.items()}
        for a in c.out:
            if not c.overlay_active(a): continue
            r=v.get(a['e'])
            if a['k']=='create':
                if r is None: v[a['e']]={'body':a['body'],'by':c.i,'del':False,'r':{},'seq':0}
            elif r is None or r['del']: pass
            elif a['k']=='edit': r['body']=a['body']
            elif a['k']=='delete': r['del']=True
            elif a['k']=='react': r['r'][c.i]=a['body']
        return {e:r for e,r in v.items() if not r['del']}
    def user(c,rng):
        for a in c.out:
            if a['st']=='P' and a['k']=='create' and rng.random()<.3:
                for d in [d for d in c.out if d['e']==a['e'] and d['st']=='Q']: d['st']='X'
                a['st']='X'; c.enqueue('create',a['e'],a['body']); return
        v=c.view(); mine=[e for e,r in v.items() if r['by']==c.i]; x=rng.random()
        if x<.4 or not v:
            e=f"e{c.i}_{c.n+1}"; c.enqueue('create',e,f"t{c.n+1}"); c.mine[e]=1
        elif x<.55 and mine: c.enqueue('edit',rng.choice(mine),f"t{c.n+1}")
        elif x<.65 and mine:
            e=rng.choice(mine); pend=[a for a in c.out if a['e']==e and a['k']=='create' and a['st']=='Q' and (a['sent']==0 or MUT=="cancel_local")]
            c.mine.pop(e,None)
            if pend:                                            # rule: cancel locally only if never sent
                for a in c.out:
                    if a['e']==e and a['st'] in 'QP': a['st']='X'
                c.discarded.add(e)
            else: c.enqueue('delete',e)
        else: c.enqueue('react',rng.choice(list(v)),rng.choice('abc'))
    def eligible(c):
        seen=set(); out=[]
        for a in c.out:
            if a['st'] in 'XA' : continue
            if a['st']=='P':
                if a['k'] in('create',): seen.add(a['e'])
                continue
            if a['e'] in seen and MUT!="no_order": continue
            seen.add(a['e']); out.append(a)
        if MUT=="no_order": out.sort(key=lambda a:-a['n'])
        return out[:5]
    def repush(c):                                                # epoch changed: acked ops of older epoch go again
        for a in c.out:
            if a['st']=='A' and a['aep']!=c.ep and MUT!="no_repush": a['st']='Q'
    def install(c,ep,to,items,full):
        if ep!=c.ep and not full: return False
        if full:
            c.base={}; c.ep=ep; c.cur=0
        for e,r in items:
            b=c.base.get(e)
            if b is None or r['seq']>b['seq'] or MUT=="lww_arrival": c.base[e]={**r,'r':dict(r['r'])}
        c.cur=max(c.cur,to) if MUT!="cursor_jump" else to
        if full: c.repush()
        return True
class World:
    def __init__(w,seed):
        w.r=random.Random(seed); w.t=0; w.q=[]; w.c=itertools.count(); w.s=Server(); w.n=w.r.randint(2,4)
        w.cl=[Client(i,w) for i in range(w.n)]; w.backup=None; r=w.r
        w.loss=r.choice([0,.05,.3]); w.dup=r.choice([0,.05,.3]); w.lat=r.choice([1,5,50]); w.crash=r.choice([0,.02,.1]); w.poff=r.choice([0,.01,.05])
        w.part=[0]*w.n; w.restores=r.choice([0,0,1]); w.wsloss=r.choice([0,.3,1.0]); w.faults=True
    def at(w,d,f): heapq.heappush(w.q,(w.t+d,next(w.c),f))
    def net(w,i,f):                                               # deliver f after latency, maybe lost / duplicated / late
        if w.faults and (w.t<w.part[i] or w.r.random()<w.loss): return
        w.at(w.r.expovariate(1/w.lat)+.01,f)
        if w.faults and w.r.random()<w.dup: w.at(w.r.expovariate(1/(w.lat*4))+.01,f)
    def push(w,c):
        if c.inflight or w.t<c.next: return
        b=c.eligible()
        if not b: return
        for a in b: a['sent']+=1                                  # durable before the network
        req=[dict(a) for a in b]; c.inflight=True; inc=c.inc; rep=c.ep
        def serve():
            ep=w.s.epoch; res=[]; bad=set()
            if rep!=ep and MUT!='no_epoch_fence': return w.net(c.i,lambda: c.inc==inc and (setattr(c,'inflight',False) or w.pull(c)))
            for a in req:
                if a['e'] in bad: res.append((a['op'],('skip',0))); continue
                r=w.s.apply(a,c.i); res.append((a['op'],r))
                if r[0]!='ok': bad.add(a['e'])
                elif r[0]=='ok': w.fanout(r[1],a['e'])
            w.net(c.i,lambda: reply(ep,res))
        def reply(ep,res):
            if c.inc!=inc: return                                 # client restarted: late reply is ignored
            for op,r in res:
                a=next(x for x in c.out if x['op']==op)
                if a['st']!='Q': continue
                if r[0]=='retry': c.next=w.t+w.r.random()*30
                elif r[0]=='ok' and (ep==c.ep): a['st']='A'; a['ack']=r[1]; a['aep']=ep
                elif r[0]=='perm':
                    a['st']='P'; a['why']=r[1]
                    if a['k']=='create' and [d for d in c.out if d['e']==a['e'] and d['k']=='delete' and d['st'] in 'QA']:
                        for d in c.out:                       # rejected create + later own delete cancel out
                            if d['e']==a['e']: d['st']='X'
                        c.mine.pop(a['e'],None)
            c.inflight=False; c.att=0
        w.net(c.i,serve)
        def tmo():
            if c.inc==inc and c.inflight: c.inflight=False; c.att+=1; c.next=w.t+w.r.random()*min(300,2**c.att)
        w.at(60,tmo)
    def fanout(w,seq,e):
        ep=w.s.epoch; row=copy.deepcopy(w.s.ent.get(e) or w.s.ent.get(e+"'"))
        for c in w.cl:
            if w.faults and w.r.random()<w.wsloss: continue
            w.net(c.i,lambda c=c: w.ws(c,ep,seq,e,row))
    def ws(w,c,ep,seq,e,row):
        if ep!=c.ep: return w.pull(c)
        if seq<=c.cur: return
        if seq-1!=c.cur and MUT!="no_gap": return w.pull(c)
        c.install(ep,seq,[(e,row)],False)
    def pull(w,c):
        after,ep=c.cur,c.ep; inc=c.inc
        def serve():
            full = ep!=w.s.epoch or after>w.s.head
            to,it=w.s.changes(0 if full else after); sep=w.s.epoch
            w.net(c.i,lambda: (c.inc==inc and (full or (c.cur>=after and sep==c.ep)) and (not full or sep>=c.ep)
                               and (not full or sep!=c.ep or to>=c.cur) and c.install(sep,to,it,full)))
        w.net(c.i,serve)
    def check(w):
        for op,n in w.s.effects.items(): assert n==1,("I3 duplicate effect",op,n)
        assert [q for q,_ in w.s.log]==list(range(1,w.s.head+1)),"I8 gap"
        for c in w.cl:
            v=c.view()
            for e in list(c.mine):
                if e in v: continue
                b=c.base.get(e)
                if b and b['del']: c.mine.pop(e); continue
                raise AssertionError(("I15 own entity vanished",c.i,e,[a for a in c.out if a['e']==e],c.cur,c.ep))
    def run(w,steps=160):
        r=w.r
        for k in range(steps):
            c=r.choice(w.cl); x=r.random()
            if x<.45: c.user(r)
            w.push(c)
            if r.random()<.4: w.pull(c)                            # heartbeat / poll
            if r.random()<.03: w.part[c.i]=w.t+r.uniform(0,400)
            if r.random()<w.crash: c.inc+=1; c.inflight=False
            if r.random()<.2: c.old.append((copy.deepcopy(c.base),c.cur,c.ep))
            if r.random()<w.poff and c.old:                        # power loss: cache rolls back, outbox does not
                c.base,c.cur,c.ep=copy.deepcopy(c.old[-1]); c.inc+=1; c.inflight=False
            if r.random()<.05: w.s.rev ^= {c.i}
            if k==steps//3 and w.restores: w.backup=copy.deepcopy((w.s.ent,w.s.ops,w.s.head,w.s.log))
            if k==2*steps//3 and w.restores:
                lost={o for o in w.s.effects if o not in w.backup[1]}
                w.s.ent,w.s.ops,w.s.head,w.s.log=copy.deepcopy(w.backup); w.s.epoch+=1
                for o in lost: w.s.effects.pop(o)
                w.s.order=[]
            w.step(r.expovariate(1/20)); w.check()
        w.faults=False; w.part=[0]*w.n; w.s.rev=set()
        for k in range(200):                                        # liveness phase
            for c in w.cl: w.push(c); w.pull(c)
            w.step(30); w.check()
        for c in w.cl:
            left=[a for a in c.out if a['st']=='Q']
            blocked={a['e'] for a in c.out if a['st']=='P'}
            assert not [a for a in left if a['e'] not in blocked and a['e'] in w.s.ent],("I17 stuck",c.i,left[:2])
            live={e:(x['body'],tuple(sorted(x['r'].items()))) for e,x in w.s.ent.items() if not x['del']}
            vis={e:(x['body'],tuple(sorted(x['r'].items()))) for e,x in c.base.items() if not x['del']}
            assert live==vis,("I11 diverged",c.i,set(live.items())^set(vis.items()))
            for a in c.out:
                if a['st']=='P' and a.get('why')=='gone' and not any(d['k']=='delete' and d['e']==a['e'] and d['st'] in 'PX' for cc in w.cl for d in cc.out): assert a['e'] not in live,('I5c falsely rejected as gone',a)
                if a['st']=='P': assert not w.s.effects.get(a['op']),('I5b parked op took effect',a)
                if a['st']=='A': assert w.s.effects.get(a['op'])==1 or a['k']=='delete',("I3 acked not applied",a)
            for e in c.discarded: assert e not in live,("discarded locally but live on server",e)
        seen={}
        for uid,n,e in w.s.order:
            assert seen.get((uid,e),0)<n,("I6 order",uid,e,n); seen[(uid,e)]=n
        return sum(len(c.out) for c in w.cl)
    def step(w,d):
        end=w.t+d
        while w.q and w.q[0][0]<=end: w.t,_,f=heapq.heappop(w.q); f()
        w.t=end
if __name__=="__main__":
    N=int(sys.argv[1]); bad={}; acts=0; vt=0
    for s in range(N):
        w=World(s)
        try: acts+=w.run(); vt+=w.t
        except AssertionError as e:
            k=e.args[0][0] if isinstance(e.args[0],tuple) else e.args[0]; bad.setdefault(k,[]).append(s)
            if len(bad[k])==1 and not MUT: print(s,str(e)[:400])
    print(f"mut={MUT or '-'} seeds={N} actions={acts} virtual_days={vt/86400:.1f} failures={ {k:len(v) for k,v in bad.items()} }")
