from cnmas_desktop.central.agent_gateway import AgentGateway
from tests.agent_desk import Desk


def test_try(centre):
    agent = centre.add_agent()
    centre.plain_campaign()
    centre.import_people("ESSAI", 5)
    gw = AgentGateway.sign_in(centre.url, agent.login, agent.password)
    desk = Desk(gw)
    desk.sign_undertaking()
    print(desk.hello())
    lines = gw.check_out(desk.device, 3)
    print(lines)
    print(gw.fetch([l.case_id for l in lines])[0])
    ev = desk.call(lines[0], "TERM", state="done", middle=[("interview_decided", {"accepted": True}), ("offer_decided", {"offer":"X","decision":"accepted"}), ("request_made", {"type":"rappel","text":"é"}),("authorisation_given",{"channel":"mail","words":"mots"})])
    print(desk.push(*ev)); print(desk.push(*ev))
    print(centre.rows("SELECT state, queue_class, callable_from, result, disposition, lease_id, revision FROM app.call_case WHERE id=%s", lines[0].case_id))
    print(gw.reconcile(desk.device, 1))
    print(gw.renew(desk.device))
    print(centre.rows("select * from app.rollup"))
    print(centre.rows("select * from app.lease"), centre.rows("select * from app.person_lease"))
    print(gw.check_in(desk.device, [l.case_id for l in lines]))
    gw.close()
