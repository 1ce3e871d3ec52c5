package org.zonekeeper.check.journal;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zonekeeper.check.journal.OpenCall.Phase;
import org.zonekeeper.schemas.ReturnedContact;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/**
 * The calls of one zone that are under way, by its journal. Takes whatever comes: that each event
 * is in order is for judges to say. Confined to one thread.
 */
public final class OpenCalls {
  private final Map<String, OpenCall> open = new LinkedHashMap<>();
  private final Map<String, JobSettings> jobs = new HashMap<>();

  /** The call with this id; empty if it has not begun or has ended. */
  public Optional<OpenCall> get(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /** All of them, in the order in which they began. */
  public Collection<OpenCall> all() {
    return Collections.unmodifiableCollection(open.values());
  }

  /** Takes the zone's next event in. */
  public void apply(Event event) {
    switch (event) {
      case JobStarted e -> jobs.put(e.getJobId(), e.getSettings());
      case JobChanged e -> jobs.put(e.getJobId(), e.getSettings());
      case JobEnded e -> jobs.remove(e.getJobId());
      case ContactOffered e -> open.put(e.getCallId(), new OpenCall(e, budget(e.getJobId())));
      case ContactDialled e ->
          open.computeIfAbsent(e.getCallId(), id -> new OpenCall(e, budget(e.getJobId()))).phase =
              Phase.DIALLED;
      case ContactReturned e when !ReturnedContact.isWrappedUp(e.getGrounds()) ->
          open.remove(e.getCallId());
      case PreviewWithdrawn e -> open.remove(e.getCallId());
      case CallAttempted e ->
          open.computeIfAbsent(e.getCallId(), id -> new OpenCall(e, budget(e.getJobId())))
                  .attemptedAt =
              e.getAttemptedAt();
      case CallAnswered e ->
          at(
              e.getCallId(),
              call -> {
                boolean joined = call.byAgent && call.agent.isPresent();
                call.phase = joined ? Phase.ASSIGNED : Phase.ANSWERED;
                call.answered = Optional.of(e);
              });
      case CallQueued e ->
          at(
              e.getCallId(),
              call -> {
                call.phase = Phase.QUEUED;
                call.queued = true;
              });
      case CallAssigned e ->
          at(
              e.getCallId(),
              call -> {
                call.phase = Phase.ASSIGNED;
                call.agent = Optional.of(e.getAgentId());
              });
      case CallUnassigned e ->
          at(
              e.getCallId(),
              call -> {
                call.agent = Optional.empty();
                // Whose line went down first was being joined for as long as it could be.
                call.byAgent = call.byAgent && call.isDown();
                if (call.phase != Phase.DIALLED) {
                  call.phase = call.queued ? Phase.QUEUED : Phase.ANSWERED;
                }
              });
      case CallConnected e ->
          at(
              e.getCallId(),
              call -> {
                call.phase = Phase.CONNECTED;
                call.connectedAt = Optional.of(e.getConnectedAt());
              });
      case ConferenceOwnershipChanged e ->
          at(e.getCallId(), call -> call.agent = Optional.of(e.getAgentId()));
      case CallTransferred e ->
          at(
              e.getCallId(),
              call -> call.agent = Optional.ofNullable(e.getSecondAgentId()).or(call::agent));
      case CallMarkedNuisance e ->
          at(
              e.getCallId(),
              call -> call.nuisance = call.nuisance.or(() -> Optional.of(e.getCause())));
      case CallDisconnected e -> at(e.getCallId(), call -> call.down = Optional.of(e));
      case WrapUpStarted e -> at(e.getCallId(), call -> call.phase = Phase.WRAP_UP);
      case CallCompleted e -> open.remove(e.getCallId());
      default -> {
        // No event of a call, or one that changes nothing that is judged.
      }
    }
  }

  /** A job's budget cannot be changed while it runs. */
  private long budget(String job) {
    return Optional.ofNullable(jobs.get(job)).map(JobSettings::getLiveVoiceBudgetMs).orElse(0);
  }

  private void at(String id, Consumer<OpenCall> change) {
    get(id).ifPresent(change);
  }
}
