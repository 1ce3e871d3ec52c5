package org.zonekeeper.systemtest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.zonekeeper.schemas.journal.CallCompleted;

/**
 * An owner is cut off for a moment, one is stopped in good order and started again, one is frozen
 * and thawed; and one call falls silent. What was seen is remembered for {@link OwnersComeAndGoIT}.
 */
final class OwnersComeAndGo {
  private static final String JOB = "steady";

  /** Longer than any conversation of these contacts. */
  static final long MAX_CALL_TIME_MS = 12_000;

  final String silentCall;
  final long cutOffAt;
  final long stoppedAt;
  final String stopped;
  final int exitCode;
  final List<String> zonesHandedOver;
  final String frozen;
  final List<String> zonesTakenOver;
  final Judged judged;

  static OwnersComeAndGo play(ContactCentre centre) throws Exception {
    return new OwnersComeAndGo(centre);
  }

  private OwnersComeAndGo(ContactCentre centre) throws Exception {
    List<String> zones = centre.stage().plan().zones().zones();
    Map<String, List<String>> jobs = new HashMap<>();
    for (String zone : zones) {
      centre.startJob(
          zone,
          JOB,
          "{'campaign':'loans','completionCodes':['Sale'],'maxCallTimeMs':%d}"
              .formatted(MAX_CALL_TIME_MS));
      jobs.put(zone, List.of(JOB));
    }
    for (String zone : zones) {
      centre.await(zone).hasCalls(/* talking= */ 1, /* queued= */ 0);
    }

    silentCall = centre.silenceTheNextCallIn("east");
    Future<CallCompleted> closed =
        centre
            .stage()
            .zones()
            .next(CallCompleted.class, event -> event.getCallId().equals(silentCall));
    cutOffAt = System.currentTimeMillis();
    centre.cutOff(centre.ownerOf("west"), Duration.ofMillis(700));
    ContactCentre.answerOf(closed);

    stopped = centre.ownerOf("west");
    zonesHandedOver = centre.zonesOf(stopped);
    stoppedAt = System.currentTimeMillis();
    exitCode = centre.stop(stopped);
    for (String zone : zonesHandedOver) {
      centre.await(zone).isOwnedBySomebodyElseThan(stopped);
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    centre.startAgain(stopped);
    // It gets a zone back as soon as it has caught up; only then is it certain who has what.
    centre.awaitAZoneForEach();

    frozen = centre.ownerOf("east");
    zonesTakenOver = centre.zonesOf(frozen);
    centre.freeze(frozen);
    for (String zone : zonesTakenOver) {
      centre.await(zone).isOwnedBySomebodyElseThan(frozen);
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    centre.awaitMembers(1);
    centre.thaw(frozen);
    centre.awaitMembers(2);
    for (String zone : zonesTakenOver) {
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    centre.comeToRest(jobs);
    judged = centre.judged();
  }
}
