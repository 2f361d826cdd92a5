import json, re
import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, URLResolver
from tests.house.cases import CASES
from tests.world import *
from yanpan.base.accounts.models import Account
from yanpan.base.gate.actor import Actor
from yanpan.base.gate import every_right
import yanpan.base.accounts.rules as rules
pytestmark = pytest.mark.django_db

def walk(p, prefix="", ns=""):
    for x in p.url_patterns:
        if isinstance(x, URLResolver):
            yield from walk(x, prefix + str(x.pattern), ns + (x.namespace + ":" if x.namespace else ""))
        else:
            yield prefix + str(x.pattern), ns + (x.name or ""), x.callback

def test_record(monkeypatch, settings):
    from dataclasses import replace
    from yanpan.shell import asking
    musts=[]
    orig=Actor.must
    def must(self,right):
        musts.append(right); return orig(self,right)
    monkeypatch.setattr(Actor,"must",must)
    full=Actor(name="x",role="duty_officer",permissions=every_right(),units=(unit(COUNTY).path,))
    monkeypatch.setattr(asking,"caller_of_session",lambda s: asking.Caller(replace(full,account_id=s_acc[0]),"U"))
    from yanpan.shell import middleware
    monkeypatch.setattr(middleware,"caller_of_session",lambda s: asking.Caller(replace(full,account_id=s_acc[0]),"U"))
    acc=Account.objects.create(id=fresh_id(NOW),username="zz",label="z",role="duty_officer",unit=unit(COUNTY))
    s_acc=[acc.id]
    out={}
    import inspect
    # which kwargs each case offers
    offers={}
    for name,c in CASES.items():
        with transaction.atomic():
            try:
                settings.DRILL=c.drill
                a=c.prepare(1)
                offers[name]={k:str(v) for k,v in a.items() if isinstance(v,(str,int)) or hasattr(v,"hex")}
            except Exception as e:
                offers[name]={"!":repr(e)[:100]}
            transaction.set_rollback(True)
    settings.DRILL=False
    json.dump(offers,open("/tmp/h13/exp/offers.json","w"),ensure_ascii=False,indent=0)
    for path,name,cb in walk(get_resolver()):
        if path.startswith(("api/","drill/","language")) or not name: continue
        params=re.findall(r"<(?:\w+:)?(\w+)>",path)
        src=getattr(cb,"__wrapped__",cb)
        cands=[n for n,o in offers.items() if all(p in o for p in params if p not in("step","ending","which","how","dimension","rule","code","key","username","pack_id","unit_key")) and (("unit_key" in o) or "unit_key" not in params)] if params else [None]
        if params and not cands: out[path]={"name":name,"no_case":params}; continue
        room=name.split(":")[1]
        # rank
        def score(n):
            return -sum(w in n for w in room.split("_")) if n else 0
        res={}
        for n in sorted(cands,key=score)[:6]:
            with transaction.atomic():
                try:
                    kw=CASES[n].prepare(1) if n else {}
                except Exception as e: kw={}
                p=path
                for q in params:
                    v=kw.get(q)
                    if v is None: v={"step":"x","ending":"pdf","which":"first","how":"correct","dimension":"list","rule":"x","key":COUNTY,"unit_key":COUNTY,"username":"zz","pack_id":"covid19-8","code":"ABC"}.get(q,"x")
                    p=re.sub(r"<(?:\w+:)?%s>"%q,str(v),p)
                client=Client(raise_request_exception=False)
                row={}
                for m in ("get","post"):
                    musts.clear()
                    with transaction.atomic():
                        r=getattr(client,m)("/"+p)
                        transaction.set_rollback(True)
                    row[m]=[r.status_code,list(dict.fromkeys(musts))]
                transaction.set_rollback(True)
            res[n or "-"]=row
            if row["get"][0] in (200,302) : break
        out[path]={"name":name,"tries":res}
    json.dump(out,open("/tmp/h13/exp/routes.json","w"),ensure_ascii=False,indent=0)
