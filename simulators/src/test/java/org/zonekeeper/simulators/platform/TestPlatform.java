package org.zonekeeper.simulators.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.RequestCallStatus;
import org.zonekeeper.schemas.order.SuspendContact;
import org.zonekeeper.simulators.contacts.Contact;
import org.zonekeeper.simulators.contacts.ContactList;
import org.zonekeeper.simulators.platform.PlatformSettings.Dialling;
import org.zonekeeper.simulators.platform.PlatformSettings.Faults;
import org.zonekeeper.simulators.platform.PlatformSettings.WhenUsedUp;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/** A platform with virtual time: orders by name, facts as a list. Zone "north", job "loans". */
final class TestPlatform {
  static final String ZONE = "north";
  static final String JOB = "loans";

  /** Times without spread would hide nothing here: ring, greeting and patience vary by half. */
  static final CallTimes TIMES =
      new CallTimes(
          Duration.ofMillis(5000),
          Duration.ofMillis(1000),
          Duration.ofMillis(600),
          Duration.ofMillis(20_000));

  static final LineTimes LINES =
      new LineTimes(
          Duration.ofMillis(10),
          Duration.ofMillis(150),
          Duration.ofMillis(60),
          Duration.ofMillis(2000));

  private final List<Fact> facts = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final DiallerCore core;
  private long epoch = 1;
  private long orders;
  private long now = 1_000_000;

  TestPlatform(PlatformSettings settings) {
    core =
        new DiallerCore(
            new PlatformIdentity("dialler", "r"),
            settings,
            new DoNotCallList(),
            new PlatformSink() {
              @Override
              public void fact(Fact fact) {
                facts.add(fact);
              }

              @Override
              public void attempt(Attempt attempt) {
                attempts.add(attempt);
              }
            });
  }

  static PlatformSettings settings(long seed, ContactList contacts) {
    return settings(seed, contacts, WhenUsedUp.REPORT, Faults.NONE);
  }

  static PlatformSettings settings(
      long seed, ContactList contacts, WhenUsedUp whenUsedUp, Faults faults) {
    return new PlatformSettings(
        seed,
        TIMES,
        LINES,
        new Dialling(Map.of(), contacts, 4, whenUsedUp),
        faults,
        InboundCalls.NONE);
  }

  /** Everybody answers at the first attempt and talks for the same time. */
  static ContactList everybodyAnswers(int contacts) {
    return reachedAt(1, contacts);
  }

  static ContactList reachedAt(int attempt, int contacts) {
    List<Contact> list = new ArrayList<>();
    for (int i = 1; i <= contacts; i++) {
      list.add(new Contact("list-" + i, 100, attempt, 0, false));
    }
    return new ContactList("list", list, List.of());
  }

  DiallerCore core() {
    return core;
  }

  long now() {
    return now;
  }

  void ownerIsNow(long newEpoch) {
    epoch = newEpoch;
  }

  void authorise(int count, long validForMs) {
    core.handle(lease(epoch, count, now + validForMs), now);
  }

  void authoriseWithAClockAhead(int count, long validForMs, Duration ahead) {
    AuthoriseDialling order = lease(epoch, count, now + ahead.toMillis() + validForMs);
    order.getHeader().setIssuedAt(now + ahead.toMillis());
    core.handle(order, now);
  }

  AuthoriseDialling lease(long ofEpoch, int count, long validUntil) {
    OrderHeader header = header(ofEpoch);
    return new AuthoriseDialling(
        header, header.getOrderId(), JOB, "campaign", count, validUntil, 30_000);
  }

  void nailUp(String agentId) {
    core.handle(new NailUpAgent(header(epoch), agentId, "40"), now);
  }

  void arrangeCallback(String contact) {
    OrderHeader header = header(epoch);
    core.handle(new SuspendContact(header, header.getOrderId(), JOB, "campaign", contact), now);
  }

  void bridge(String callId, String agentId) {
    core.handle(new BridgeAgent(header(epoch), callId, agentId, "40"), now);
  }

  void release(String callId) {
    core.handle(new ReleaseCall(header(epoch), callId), now);
  }

  void playNuisanceMessage(String callId) {
    core.handle(new PlayNuisanceMessage(header(epoch), callId, NuisanceCause.NO_AGENT), now);
  }

  void requestStatus(String requestId, List<String> calls) {
    core.handle(new RequestCallStatus(header(epoch), requestId, calls), now);
  }

  void pass(Duration time) {
    long end = now + time.toMillis();
    while (core.nextDue().orElse(Long.MAX_VALUE) <= end) {
      now = Math.max(now, core.nextDue().getAsLong());
      core.advance(now);
    }
    now = end;
  }

  /** Lets time pass until the platform reports such a fact. */
  <F extends Fact> F awaitFact(Class<F> type) {
    int seen = facts(type).size();
    for (int steps = 0; steps < 100_000 && facts(type).size() == seen; steps++) {
      pass(Duration.ofMillis(1));
    }
    return facts(type).get(seen);
  }

  List<Fact> facts() {
    return facts;
  }

  <F extends Fact> List<F> facts(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<Attempt> attempts() {
    return attempts;
  }

  private OrderHeader header(long ofEpoch) {
    return new OrderHeader(ZONE + "-" + ++orders, ZONE, ofEpoch, now);
  }
}
