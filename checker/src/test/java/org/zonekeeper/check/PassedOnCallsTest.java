package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.TransferGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/** Rows that ask whose call it is: the one's who has it now, not the one's who was connected. */
class PassedOnCallsTest {
  private static final String CALL = "call-n1";

  private final World world = HealthyRun.world();

  @Test
  void shouldTellTheNewOwnerOfATransferredCallItsEnd_F11() {
    passedOn("n3", header -> transferred(header, "n3", "n1", null));
    assertThat(red()).doesNotContain("F11");
  }

  @Test
  void shouldTellTheNewOwnerOfAConferenceItsEnd_F11() {
    passedOn(
        "n3",
        header -> new ConferenceOwnershipChanged(header, CALL, "consult-1", "n1", "n3", "4003"));
    assertThat(red()).doesNotContain("F11");
  }

  @Test
  void shouldMissThatTheNewOwnerWasTold_F11() {
    passedOn("n1", header -> transferred(header, "n1", "n3", null));
    assertThat(red()).contains("F11");
  }

  @Test
  void shouldExpectNoWrapUpWhereTheCodeWasSettledBefore_F11() {
    passedOn("n3", header -> transferred(header, "n3", "n1", "DESKTOP_ERROR"));
    world.journal.removeIf(entry -> isOfCall(entry, WrapUpStarted.class));
    assertThat(red()).doesNotContain("F11");

    world.journal.removeIf(entry -> isOfCall(entry, CallCompleted.class));
    assertThat(red()).contains("F11");
  }

  @Test
  void shouldNotCallInHandWhatALiarHadGivenAway_F18() {
    passedOn("n4", header -> transferred(header, "n4", "n1", null));
    assertThat(red()).doesNotContain("F18");
  }

  @Test
  void shouldFindALostDisconnectWithWhoeverHasTheCallThen_F19_F12() {
    world.incidents.stream()
        .filter(line -> line.kind().equals("lost-disconnect"))
        .forEach(line -> ((ObjectNode) line.json()).put("agent", "n6"));
    assertThat(red()).isEmpty();
  }

  /** After that, the call was connected to one agent and has been passed on to another. */
  private void passedOn(String from, Function<EventHeader, Event> passedOn) {
    replace(CallConnected.class, passedOn);
    replace(CallAssigned.class, header -> connected(header, from));
  }

  private static CallConnected connected(EventHeader header, String agent) {
    return new CallConnected(
        header, CALL, agent, header.getAt(), "job-north", "loans", "row-1", "4001", "s-" + agent);
  }

  private static CallTransferred transferred(
      EventHeader header, String from, String to, String code) {
    return new CallTransferred(
        header,
        CALL,
        "consult-1",
        from,
        to,
        "4003",
        header.getAt(),
        code == null ? TransferGrounds.REQUESTED : TransferGrounds.LOGGED_OFF,
        code);
  }

  private void replace(Class<? extends Event> type, Function<EventHeader, Event> other) {
    Predicate<JournalEntry> old = entry -> isOfCall(entry, type);
    world.journal.replaceAll(
        entry ->
            old.test(entry)
                ? new JournalEntry(entry.zone(), entry.offset(), other.apply(entry.header()))
                : entry);
  }

  private static boolean isOfCall(JournalEntry entry, Class<? extends Event> type) {
    return entry.is(type) && entry.event().getOptionalCallId().filter(CALL::equals).isPresent();
  }

  private Set<String> red() {
    return new Checker(World::chain)
        .judge(world.evidence()).rows().stream()
            .filter(row -> !row.pass())
            .map(Judgement::id)
            .collect(Collectors.toSet());
  }
}
