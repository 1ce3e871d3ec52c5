package org.zonekeeper.systemtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.simulators.platform.Conversation;
import org.zonekeeper.simulators.robots.DesktopView;
import org.zonekeeper.simulators.robots.GatewayAnswer;

/**
 * One owner is killed in the middle of everything, while its agents talk, callers wait in its
 * queues and the supervisor works; another takes over. What was done and answered is remembered for
 * {@link KilledOwnerIT}.
 */
final class KilledOwner {
  private static final String STEADY = "steady";
  private static final String QUEUED = "queued";

  final List<String> zonesOfTheVictim;
  final List<String> otherZones;
  final String victim;
  final String survivor;
  final List<String> waitingAtTheKill;
  final Map<String, GatewayAnswer> answersDuringTheOutage = new HashMap<>();
  final GatewayAnswer jobChangeDuringTheOutage;
  final GatewayAnswer agentMoveDuringTheOutage;
  final GatewayAnswer jobChangeAfterwards;
  final GatewayAnswer agentMoveAfterwards;
  final String movedAgent;
  final Conversation withoutDisconnect;
  final GatewayAnswer ofTheAgentWithoutDisconnect;
  final String liar;
  final Judged judged;

  static KilledOwner play(ContactCentre centre) throws Exception {
    return new KilledOwner(centre);
  }

  private KilledOwner(ContactCentre centre) throws Exception {
    List<String> zones = centre.stage().plan().zones().zones();
    for (String zone : zones) {
      centre.startJob(
          zone,
          STEADY,
          "{'campaign':'loans','priority':5,'maxAgents':2,'completionCodes':['Sale']}");
      centre.startJob(
          zone,
          QUEUED,
          """
          {'campaign':'cards','priority':5,'completionCodes':['Sale'],
           'pacing':'PREDICTIVE','maxDialRatio':4,'nuisanceCapPercent':100,'callQueuing':true,
           'queueTimeoutMs':60000,'liveVoiceBudgetMs':500}\
          """);
    }
    for (String zone : zones) {
      centre.await(zone).hasCalls(/* talking= */ 1, /* queued= */ 0);
    }
    centre.await("east").hasCalls(/* talking= */ 2, /* queued= */ 2);

    victim = centre.ownerOf("east");
    zonesOfTheVictim = centre.zonesOf(victim);
    otherZones = zones.stream().filter(zone -> !zonesOfTheVictim.contains(zone)).toList();
    List<String> agents = centre.agentsOf("east");
    centre.desktops().tryDuringOutages(agents.getLast());
    waitingAtTheKill = centre.calls().in("east", CallsNow.Phase.QUEUED);

    centre.kill(victim);

    withoutDisconnect = centre.loseADisconnectIn("east");
    List<String> others =
        agents.stream().filter(agent -> !agent.equals(withoutDisconnect.agentId())).toList();
    movedAgent =
        others.stream()
            .filter(agent -> centre.calls().isAttached(agent, QUEUED))
            .findFirst()
            .orElseThrow();
    liar = others.stream().filter(agent -> !agent.equals(movedAgent)).findFirst().orElseThrow();
    centre.letLie(liar);
    centre.await("east").isNotAvailableAtItsDesktops();
    for (String agent : agents) {
      answersDuringTheOutage.put(agent, centre.goesNotReady(agent));
    }
    jobChangeDuringTheOutage = centre.changeJob("east", STEADY, "{'priority':9}");
    agentMoveDuringTheOutage = centre.moveAgent("east", movedAgent, STEADY);

    centre.await("east").isOwnedBySomebodyElseThan(victim);
    survivor = centre.ownerOf("east");
    List<Future<CallConnected>> firstConversations = new ArrayList<>();
    for (String zone : zonesOfTheVictim) {
      firstConversations.add(centre.nextConversationIn(zone));
      centre.await(zone).isAvailableAtItsDesktops();
    }
    centre.awaitDesktopOf(
        withoutDisconnect.agentId(), "must log on anew", DesktopView::reloginRequired);
    ofTheAgentWithoutDisconnect = centre.says(withoutDisconnect.agentId(), "AGTReleaseLine");
    jobChangeAfterwards = centre.changeJob("east", STEADY, "{'priority':7,'maxAgents':3}");
    agentMoveAfterwards = centre.moveAgent("east", movedAgent, STEADY);
    for (Future<CallConnected> first : firstConversations) {
      ContactCentre.answerOf(first);
    }
    centre.await("east").hasItsAgentsLoggedOn();
    Map<String, List<String>> jobs = new HashMap<>();
    zones.forEach(zone -> jobs.put(zone, List.of(STEADY, QUEUED)));
    centre.comeToRest(jobs);
    judged = centre.judged();
  }
}
