package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.DoNotCallContact;

/**
 * Decides on contacts who do not want to be called any more: puts them on the list, and says whom
 * nobody may ask to have dialled. Stateless.
 */
public final class DoNotCall {
  private DoNotCall() {}

  /** Never refused for want of room: whoever says so must not be called. */
  static CommandVerdict add(AddToDoNotCall c, AgentRecord agent, Decision draft) {
    return ContactInHand.of(agent, c.getCallId(), draft, call -> add(c, agent, call, draft));
  }

  private static CommandVerdict add(
      AddToDoNotCall c, AgentRecord agent, CallRecord call, Decision draft) {
    List<String> kinds = c.getNumbers().stream().map(DoNotCallNumber::getNumberKind).toList();
    if (!c.getAllNumbers() && kinds.isEmpty()) {
      return refused(
          RefusalReason.INVALID_PARAMETER, "no number is named; allowed: all numbers, or some");
    }
    if (!c.getAllNumbers() && call.getDial() != null && !isAmong(kinds, call)) {
      return refused(
          RefusalReason.NUMBER_NOT_ALLOWED,
          "the contact has no number of a kind that was named; allowed: %s",
          call.getDial().getNumberKinds());
    }
    draft.add(
        new DoNotCallAdded(
            call.getCallId(),
            call.getJobId(),
            call.getCampaign(),
            call.getContact(),
            agent.getAgentId(),
            c.getAllNumbers(),
            c.getNumbers()));
    draft.zone().callbacks().stream()
        .filter(callback -> callback.getCampaign().equals(call.getCampaign()))
        .filter(callback -> callback.getContact().equals(call.getContact()))
        .filter(callback -> c.getAllNumbers() || !hasAnother(callback, kinds, call, draft.zone()))
        .toList()
        .forEach(
            callback ->
                CallbackSteps.closed(
                    callback, CallbackEndGrounds.CANCELLED, callback.getTries(), draft));
    return accepted();
  }

  /** A callback's usual number is whichever the platform would dial. */
  private static boolean isAmong(List<String> kinds, CallRecord call) {
    List<String> known = call.getDial().getNumberKinds();
    return known.equals(List.of(CallbackOffers.USUAL_NUMBER)) || known.containsAll(kinds);
  }

  /** Whether the callback has a number that may be called still. */
  private static boolean hasAnother(
      CallbackRecord callback, List<String> kinds, CallRecord call, ZoneView zone) {
    return callback.getNumberKinds().stream()
        .filter(kind -> !kind.equals(CallbackOffers.USUAL_NUMBER))
        .filter(kind -> !kinds.contains(kind))
        .anyMatch(kind -> mayCall(call.getCampaign(), call.getContact(), kind, zone));
  }

  /**
   * Whether the contact may be called at that number. A number of a kind that nobody knows may be
   * any of them.
   */
  public static boolean mayCall(String campaign, String contact, String kind, ZoneView zone) {
    return listed(campaign, contact, zone)
        .filter(
            one ->
                one.getAllNumbers()
                    || kind.equals(CallbackOffers.USUAL_NUMBER)
                    || one.getNumberKinds().contains(kind))
        .isEmpty();
  }

  /** Whether the contact may be called at one of these numbers at least; none known: at any. */
  public static boolean mayCall(
      String campaign, String contact, List<String> kinds, ZoneView zone) {
    return kinds.isEmpty()
        ? mayCall(campaign, contact, CallbackOffers.USUAL_NUMBER, zone)
        : kinds.stream().anyMatch(kind -> mayCall(campaign, contact, kind, zone));
  }

  /** The first of the contact's numbers that may be called; empty: none may. */
  public static Optional<String> firstAllowed(CallRecord call, ZoneView zone) {
    return call.getDial().getNumberKinds().stream()
        .filter(kind -> mayCall(call.getCampaign(), call.getContact(), kind, zone))
        .findFirst();
  }

  /** Why the contact cannot be called at that number. */
  static CommandVerdict refusal(String contact, String kind) {
    return refused(
        RefusalReason.DO_NOT_CALL,
        "contact %s is not to be called any more%s",
        contact,
        kind == null ? "" : " at number " + kind);
  }

  private static Optional<DoNotCallContact> listed(String campaign, String contact, ZoneView zone) {
    return zone.doNotCall(campaign, contact);
  }
}
