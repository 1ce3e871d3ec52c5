package org.zonekeeper.audit.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.audit.story.SubjectStory.Step;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** What came of a call, in a few sentences. Stateless; any thread. */
public final class CallSummary {
  private CallSummary() {}

  /** The sentences, the most important first. */
  public static List<String> of(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    Optional<CallCompleted> end = only(steps, CallCompleted.class).stream().findFirst();
    lines.add(end.map(CallSummary::ended).orElse("Not at its end yet."));
    end.flatMap(CallSummary::reached).ifPresent(lines::add);
    for (CallMarkedNuisance mark : only(steps, CallMarkedNuisance.class)) {
      lines.add(
          "Marked as nuisance call, cause %s%s."
              .formatted(
                  mark.getCause(),
                  end.filter(done -> done.getConnectedAt() != null).isPresent()
                      ? "; it reached an agent all the same"
                      : ""));
    }
    lines.add(failovers(steps));
    return lines;
  }

  private static String ended(CallCompleted end) {
    return "Ended with code %s, %s after it was dialled."
        .formatted(
            end.getCompletionCode(), seconds(end.getHeader().getAt() - end.getAttemptedAt()));
  }

  private static Optional<String> reached(CallCompleted end) {
    if (end.getAnsweredAt() == null) {
      return Optional.of("Never answered by a person.");
    }
    if (end.getConnectedAt() == null) {
      return Optional.of("Answered by a person; no agent was on the line.");
    }
    long waited =
        end.getConnectedAt()
            - (end.getGreetingEndedAt() == null ? end.getAnsweredAt() : end.getGreetingEndedAt());
    String talked =
        end.getDisconnectedAt() == null
            ? ""
            : ", for " + seconds(end.getDisconnectedAt() - end.getConnectedAt());
    return Optional.of(
        "Agent %s was on the line %s after the greeting%s."
            .formatted(end.getAgentId(), seconds(waited), talked));
  }

  private static String failovers(List<Step> steps) {
    List<ZoneTakenOver> outages = only(steps, ZoneTakenOver.class);
    int handovers = only(steps, ZoneHandedOver.class).size();
    if (outages.isEmpty()) {
      return handovers == 0
          ? "No change of owner fell into its life."
          : "%d planned handover(s) fell into its life and did nothing to it.".formatted(handovers);
    }
    boolean marked =
        only(steps, CallMarkedNuisance.class).stream()
            .anyMatch(mark -> mark.getCause() == NuisanceCause.FAILOVER);
    return "%d outage(s) fell into its life: %s."
        .formatted(
            outages.size(),
            marked ? "it was marked as a nuisance call for it" : "it was not marked for it");
  }

  private static String seconds(long millis) {
    return "%d.%03d s".formatted(millis / 1000, Math.floorMod(millis, 1000L));
  }

  private static <E extends Event> List<E> only(List<Step> steps, Class<E> type) {
    return steps.stream()
        .map(step -> step.record().event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
