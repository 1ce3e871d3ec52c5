package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.zonekeeper.schemas.command.CancelCallback;
import org.zonekeeper.schemas.command.CreateCallback;
import org.zonekeeper.schemas.command.MoveCallback;
import org.zonekeeper.schemas.common.CallbackRules;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponeGrounds;
import org.zonekeeper.schemas.journal.CallbackReassignGrounds;
import org.zonekeeper.schemas.journal.CallbackReassigned;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;

/** Decides what agents and supervisors ask of callbacks (F27). Stateless. */
final class Callbacks {
  private Callbacks() {}

  /** Of the contact in hand; one that the contact has is replaced. */
  static CommandVerdict create(CreateCallback c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> found = contactInHand(agent, draft);
    if (found.isEmpty()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s has no contact in hand to call back (call state %s); allowed in TALKING,"
              + " CONFERENCE_OWNER, WRAPUP and PREVIEW",
          agent.getAgentId(),
          agent.getCallState());
    }
    CallRecord call = found.get();
    if (KeyedNumbers.isOf(call)) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s keyed the number of call %s in: there is no contact of a list to call back",
          agent.getAgentId(),
          call.getCallId());
    }
    JobSettings settings = draft.jobOf(call).getSettings();
    if (!settings.getCallbackTypes().contains(c.getType().name())) {
      return refused(
          RefusalReason.CALLBACK_TYPE_NOT_ALLOWED,
          "job %s has no callbacks of type %s; allowed: %s",
          call.getJobId(),
          c.getType(),
          settings.getCallbackTypes().isEmpty() ? "none" : settings.getCallbackTypes());
    }
    if (c.getForAgentId() != null && !isPersonal(c.getType())) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "a callback of type %s is for no agent in particular; name one only with STRICT_AGENT or"
              + " PREFERRED_AGENT",
          c.getType());
    }
    List<String> known = call.getDial() == null ? List.of() : call.getDial().getNumberKinds();
    if (c.getNumberKind() != null && !known.contains(c.getNumberKind())) {
      return refused(
          RefusalReason.NUMBER_NOT_ALLOWED,
          "the contact has no number of that kind; allowed: %s",
          known.isEmpty() ? "none, the usual number is dialled" : known);
    }
    if (!mayCall(c, call, draft)) {
      return DoNotCall.refusal(call.getContact(), c.getNumberKind());
    }
    int most = draft.capacity().callbacks();
    if (draft.zone().callbacks().size() >= most) {
      return refused(
          RefusalReason.ZONE_FULL,
          "zone %s has all of its %d callbacks; cancel one that is no longer needed, or raise"
              + " capacity.callbacks",
          draft.zone().zone().getZone(),
          most);
    }
    CallbackTime time =
        CallbackTime.of(
            c.getLocalTime(),
            c.getTimeZone() == null ? settings.getTimeZone() : c.getTimeZone(),
            rules(settings),
            draft.now());
    return time.refusal()
        .or(() -> time.expiryRefusal(c.getExpiresAt()))
        .orElseGet(
            () -> {
              scheduled(c, agent, call, settings, time, draft);
              return accepted();
            });
  }

  private static boolean mayCall(CreateCallback c, CallRecord call, Decision draft) {
    List<String> kinds =
        c.getNumberKind() == null ? numberKinds(c, call) : List.of(c.getNumberKind());
    return DoNotCall.mayCall(call.getCampaign(), call.getContact(), kinds, draft.zone());
  }

  private static void scheduled(
      CreateCallback c,
      AgentRecord agent,
      CallRecord call,
      JobSettings settings,
      CallbackTime time,
      Decision draft) {
    Optional<CallbackRecord> before = ofContact(call, draft);
    boolean offered = call.getCallId().equals(agent.getCallId()) && Previews.isOffered(call);
    if (!offered) {
      before.ifPresent(one -> replaced(one, call, draft));
    } else {
      before
          .filter(one -> one.getStanding() != CallbackStanding.OFFERED)
          .ifPresent(one -> replaced(one, call, draft));
    }
    draft.add(
        new CallbackScheduled(
            draft.nextId(),
            c.getType(),
            call.getJobId(),
            call.getCampaign(),
            call.getContact(),
            isPersonal(c.getType())
                ? Optional.ofNullable(c.getForAgentId()).orElse(agent.getAgentId())
                : null,
            numberKinds(c, call),
            settings.getRequiredSkills(),
            time.rules(),
            time.local().toString(),
            time.hours().region().getId(),
            time.dueAt(),
            time.expiresAt(c.getType(), c.getExpiresAt()),
            agent.getAgentId(),
            call.getCallId(),
            before.map(CallbackRecord::getCallbackId).orElse(null)));
    if (offered) {
      Previews.returned(call, ContactReturnGrounds.RESCHEDULED, draft);
      AgentSteps.wrapUpStarted(draft, agent, call);
    }
  }

  private static void replaced(CallbackRecord callback, CallRecord by, Decision draft) {
    boolean talked =
        by.getCallId().equals(callback.getCallId())
            && callback.getStanding() == CallbackStanding.OFFERED
            && by.getConnectedAt() != null;
    CallbackSteps.closed(
        callback,
        talked ? CallbackEndGrounds.DONE : CallbackEndGrounds.REPLACED,
        callback.getTries() + (talked ? 1 : 0),
        draft);
  }

  /** The wanted kind first. */
  private static List<String> numberKinds(CreateCallback c, CallRecord call) {
    List<String> known = call.getDial() == null ? List.of() : call.getDial().getNumberKinds();
    if (c.getNumberKind() == null) {
      return known;
    }
    return Stream.concat(
            Stream.of(c.getNumberKind()),
            known.stream().filter(kind -> !kind.equals(c.getNumberKind())))
        .toList();
  }

  /** One that somebody else has in hand is left alone. */
  private static Optional<CallbackRecord> ofContact(CallRecord call, Decision draft) {
    return draft.zone().callbacks().stream()
        .filter(one -> one.getContact().equals(call.getContact()))
        .filter(one -> one.getCampaign().equals(call.getCampaign()))
        .filter(
            one ->
                one.getStanding() != CallbackStanding.OFFERED
                    || call.getCallId().equals(one.getCallId()))
        .findFirst();
  }

  static CommandVerdict cancel(CancelCallback c, Decision draft) {
    return waiting(
        c.getCallbackId(),
        draft,
        callback -> {
          CallbackSteps.closed(callback, CallbackEndGrounds.CANCELLED, callback.getTries(), draft);
          return accepted();
        });
  }

  static CommandVerdict move(MoveCallback c, Decision draft) {
    return waiting(c.getCallbackId(), draft, callback -> move(c, callback, draft));
  }

  private static CommandVerdict move(MoveCallback c, CallbackRecord callback, Decision draft) {
    CallbackType type = c.getType() == null ? callback.getType() : c.getType();
    String agentId =
        isPersonal(type)
            ? Optional.ofNullable(c.getForAgentId()).orElse(callback.getAgentId())
            : null;
    if (type == CallbackType.UNKNOWN
        || (isPersonal(type) && agentId == null)
        || (!isPersonal(type) && c.getForAgentId() != null)) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "a callback is for an agent who is named (STRICT_AGENT, PREFERRED_AGENT) or for no agent"
              + " in particular (CAMPAIGN, STANDARD)");
    }
    boolean others = type != callback.getType() || !Objects.equals(agentId, callback.getAgentId());
    if (!others && c.getLocalTime() == null) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "nothing to change: callback %s is of that type and for that agent already",
          callback.getCallbackId());
    }
    if (c.getLocalTime() != null) {
      CallbackTime time =
          CallbackTime.of(
              c.getLocalTime(), callback.getTimeZone(), callback.getRules(), draft.now());
      if (time.refusal().isPresent()) {
        return time.refusal().get();
      }
      CallbackSteps.postponed(
          callback, CallbackPostponeGrounds.SUPERVISOR, time.dueAt(), callback.getTries(), draft);
    }
    if (others) {
      draft.add(
          new CallbackReassigned(
              callback.getCallbackId(),
              callback.getContact(),
              type,
              agentId,
              callback.getAgentId(),
              CallbackReassignGrounds.SUPERVISOR));
    }
    return accepted();
  }

  /** A callback that nobody has in hand. */
  private static CommandVerdict waiting(
      String callbackId, Decision draft, Function<CallbackRecord, CommandVerdict> decision) {
    Optional<CallbackRecord> callback = draft.zone().callback(callbackId);
    if (callback.isEmpty()) {
      return refused(
          RefusalReason.UNKNOWN_CALLBACK,
          "zone %s has no callback %s, or not any more",
          draft.zone().zone().getZone(),
          callbackId);
    }
    if (callback.get().getStanding() == CallbackStanding.OFFERED) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "callback %s is in an agent's hand, with call %s; allowed before and after",
          callbackId,
          callback.get().getCallId());
    }
    return decision.apply(callback.get());
  }

  /** The contact that an agent may arrange a callback with. */
  static Optional<CallRecord> contactInHand(AgentRecord agent, Decision draft) {
    boolean allowed =
        switch (agent.getCallState()) {
          case TALKING, CONFERENCE_OWNER, WRAPUP, PREVIEW -> true;
          case IDLE, CALLBACK, CONFERENCE_PASSIVE, CONSULT, DIALLING, UNKNOWN -> false;
        };
    return allowed
        ? Optional.ofNullable(agent.getCallId())
            .flatMap(draft.zone()::call)
            .filter(call -> agent.getAgentId().equals(call.getAgentId()))
        : Optional.empty();
  }

  static boolean isPersonal(CallbackType type) {
    return type == CallbackType.STRICT_AGENT || type == CallbackType.PREFERRED_AGENT;
  }

  private static CallbackRules rules(JobSettings settings) {
    return new CallbackRules(
        settings.getCallingHoursFrom(),
        settings.getCallingHoursTo(),
        settings.getCallbackWindowMs(),
        settings.getCallbackPreferredMs(),
        settings.getCallbackRetryMs(),
        settings.getCallbackMaxTries(),
        settings.getMissedCallbacks(),
        settings.getCallbacksOutliveJob());
  }
}
