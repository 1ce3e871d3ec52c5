package org.zonekeeper.simulators.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.simulators.platform.TestPlatform.ZONE;
import static org.zonekeeper.simulators.platform.TestPlatform.everybodyAnswers;
import static org.zonekeeper.simulators.platform.TestPlatform.reachedAt;
import static org.zonekeeper.simulators.platform.TestPlatform.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.BridgeFailed;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.simulators.contacts.ContactFile;
import org.zonekeeper.simulators.platform.PlatformSettings.Faults;
import org.zonekeeper.simulators.platform.PlatformSettings.Leases;
import org.zonekeeper.simulators.platform.PlatformSettings.WhenUsedUp;

class DiallerCoreTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestPlatform platform = new TestPlatform(settings(7, everybodyAnswers(100)));

  @Nested
  class Leasing {
    @Test
    void dials_as_often_as_authorised_and_no_more() {
      platform.authorise(5, 500);
      platform.pass(MINUTE);

      assertThat(platform.attempts()).hasSize(5);
      assertThat(platform.facts(AttemptStarted.class))
          .extracting(AttemptStarted::getAuthorisationId)
          .containsOnly("north-1");
    }

    @Test
    void starts_nothing_after_the_lease_has_run_out() {
      long end = platform.now() + 500;
      platform.authorise(90, 500);
      platform.pass(MINUTE);

      assertThat(platform.attempts()).hasSize(51).allMatch(attempt -> attempt.at() <= end);
    }

    @Test
    void no_lease_is_longer_than_it_was_given_for_however_far_ahead_the_owners_clock_is() {
      long end = platform.now() + 500;
      platform.authoriseWithAClockAhead(90, 500, Duration.ofHours(1));
      platform.pass(MINUTE);

      assertThat(platform.attempts())
          .hasSize(51)
          .allMatch(attempt -> attempt.at() <= end && attempt.validUntil() == end);
    }

    @Test
    void a_lease_that_arrives_late_is_worth_nothing() {
      platform.core().handle(platform.lease(1, 3, platform.now() - 1), platform.now());
      platform.pass(MINUTE);

      assertThat(platform.attempts()).isEmpty();
    }

    @Test
    void a_new_owner_ends_the_leases_of_the_one_before() {
      platform.authorise(50, 500);
      platform.pass(Duration.ofMillis(95));
      platform.ownerIsNow(2);
      platform.nailUp("a-1");
      platform.pass(MINUTE);
      platform.core().handle(platform.lease(1, 3, platform.now() + 500), platform.now());

      assertThat(platform.attempts()).hasSize(10);
    }

    @Test
    void a_sabotaged_platform_dials_on_after_its_lease() {
      platform.core().leases(ZONE, Leases.IGNORED);
      platform.authorise(2, 500);
      platform.pass(MINUTE);

      assertThat(platform.attempts())
          .hasSizeGreaterThan(50)
          .anyMatch(attempt -> attempt.at() > attempt.validUntil());
    }
  }

  @Nested
  class Conversations {
    @Test
    void live_voice_is_told_at_the_end_of_the_greeting() {
      platform.authorise(1, 500);
      LiveVoiceDetected live = platform.awaitFact(LiveVoiceDetected.class);

      assertThat(live.getHeader().getOccurredAt()).isEqualTo(live.getGreetingEndedAt());
      assertThat(live.getGreetingEndedAt() - live.getAnsweredAt()).isBetween(300L, 900L);
    }

    @Test
    void customer_and_agent_talk_for_their_time_without_any_order() {
      String callId = connected("a-1");
      AgentBridged bridged = platform.facts(AgentBridged.class).getLast();
      LineDisconnected end = platform.awaitFact(LineDisconnected.class);

      assertThat(end.getCallId()).isEqualTo(callId);
      assertThat(end.getEndedBy()).isEqualTo(Party.CUSTOMER);
      assertThat(end.getHeader().getOccurredAt() - bridged.getHeader().getOccurredAt())
          .isEqualTo(5000);
    }

    @Test
    void the_agent_may_end_it() {
      String callId = connected("a-1");
      platform.release(callId);

      assertThat(platform.facts(LineDisconnected.class))
          .singleElement()
          .extracting(LineDisconnected::getEndedBy)
          .isEqualTo(Party.AGENT);
      platform.pass(MINUTE);
      assertThat(platform.facts(LineDisconnected.class)).hasSize(1);
    }

    @Test
    void a_customer_without_an_agent_loses_patience() {
      platform.authorise(1, 500);
      LiveVoiceDetected live = platform.awaitFact(LiveVoiceDetected.class);
      LineDisconnected end = platform.awaitFact(LineDisconnected.class);

      assertThat(end.getEndedBy()).isEqualTo(Party.CUSTOMER);
      assertThat(end.getHeader().getOccurredAt() - live.getGreetingEndedAt())
          .isBetween(10_000L, 30_000L);
    }

    @Test
    void the_nuisance_message_is_played_then_the_line_ends() {
      platform.authorise(1, 500);
      LiveVoiceDetected live = platform.awaitFact(LiveVoiceDetected.class);
      platform.playNuisanceMessage(live.getCallId());
      long began = platform.now();
      LineDisconnected end = platform.awaitFact(LineDisconnected.class);

      assertThat(end.getHeader().getOccurredAt() - began).isBetween(1500L, 2000L);
    }

    @Test
    void a_bridge_to_a_call_that_is_over_fails_and_says_so() {
      String callId = connected("a-1");
      platform.release(callId);
      platform.bridge(callId, "a-1");

      assertThat(platform.facts(BridgeFailed.class))
          .singleElement()
          .extracting(BridgeFailed::getCause)
          .isEqualTo("call " + callId + " is not under way");
    }

    @Test
    void an_agent_without_a_voice_leg_is_rung_first() {
      platform.authorise(1, 500);
      platform.bridge(platform.awaitFact(LiveVoiceDetected.class).getCallId(), "a-2");
      platform.awaitFact(AgentBridged.class);

      assertThat(platform.facts(NailupEstablished.class)).hasSize(1);
    }
  }

  @Nested
  class LostDisconnect {
    @Test
    void the_status_report_lacks_the_call_and_its_end_is_never_told() {
      String lost = connected("a-1");
      String known = connected("a-2");
      platform.core().loseDisconnectOf(ZONE, lost);
      platform.release(lost);
      platform.requestStatus("r-1", List.of(lost, known, "never-heard-of"));

      assertThat(platform.facts(CallStatusReported.class))
          .singleElement()
          .satisfies(
              report -> {
                assertThat(report.getRequestId()).isEqualTo("r-1");
                assertThat(report.getCalls())
                    .containsExactly(new LiveCall(known, "a-2", List.of()));
              });
      platform.pass(MINUTE);
      assertThat(platform.facts(LineDisconnected.class))
          .extracting(LineDisconnected::getCallId)
          .doesNotContain(lost)
          .contains(known);
    }

    @Test
    void can_be_that_of_the_next_connected_call() {
      AtomicReference<String> chosen = new AtomicReference<>();
      platform.core().loseDisconnectOfNextConnected(ZONE, chosen::set);
      String callId = connected("a-1");
      platform.pass(MINUTE);

      assertThat(chosen).hasValue(callId);
      assertThat(platform.facts(LineDisconnected.class)).isEmpty();
    }

    @Test
    void can_be_that_of_a_conversation_whoever_ends_it() {
      String older = connected("a-1");
      String younger = connected("a-2");
      String spared = connected("a-3");
      Conversation chosen = new Conversation(younger, "a-2");

      assertThat(platform.core().loseDisconnectOfAnyBut(ZONE, Set.of("a-3"))).contains(chosen);
      platform.core().dropSilently(ZONE, younger);
      assertThat(platform.core().conversations(ZONE))
          .extracting(Conversation::callId)
          .containsExactly(older, spared);
      assertThat(platform.core().loseDisconnectOfAnyBut(ZONE, Set.of("a-1", "a-3"))).isEmpty();
      assertThat(platform.core().loseDisconnectOfAnyBut(ZONE, Set.of("a-3")))
          .contains(new Conversation(older, "a-1"));
      platform.pass(MINUTE);
      assertThat(platform.facts(LineDisconnected.class))
          .extracting(LineDisconnected::getCallId)
          .containsExactly(spared);
    }

    @Test
    void can_happen_at_once() {
      String callId = connected("a-1");

      assertThat(platform.core().dropSilently(ZONE)).contains(new Conversation(callId, "a-1"));
      assertThat(platform.core().dropSilently(ZONE)).isEmpty();
      platform.pass(MINUTE);
      assertThat(platform.facts(LineDisconnected.class)).isEmpty();
    }
  }

  @Nested
  class Repeatability {
    @Test
    void same_seed_and_same_orders_give_the_same_facts() {
      assertThat(calling(11)).isEqualTo(calling(11));
    }

    @Test
    void another_seed_gives_others() {
      assertThat(calling(11)).isNotEqualTo(calling(12));
    }

    @Test
    void the_fates_do_not_depend_on_when_the_orders_come() {
      TestPlatform early = new TestPlatform(settings(3, ContactFile.sample()));
      TestPlatform late = new TestPlatform(settings(3, ContactFile.sample()));
      early.authorise(40, 1000);
      for (int i = 0; i < 40; i++) {
        late.pass(Duration.ofMillis(777));
        late.authorise(1, 100);
      }
      early.pass(MINUTE);
      late.pass(MINUTE);

      assertThat(liveCalls(early)).isNotEmpty().isEqualTo(liveCalls(late));
    }

    private List<String> liveCalls(TestPlatform of) {
      return of.facts(LiveVoiceDetected.class).stream()
          .map(LiveVoiceDetected::getCallId)
          .sorted()
          .toList();
    }

    private List<?> calling(long seed) {
      TestPlatform run = new TestPlatform(settings(seed, ContactFile.sample()));
      for (int i = 0; i < 20; i++) {
        run.authorise(10, 500);
        run.pass(Duration.ofMillis(400));
        run.facts(LiveVoiceDetected.class).forEach(live -> run.bridge(live.getCallId(), "a-1"));
      }
      return List.copyOf(run.facts());
    }
  }

  @Nested
  class Contacts {
    @Test
    void who_was_not_reached_is_tried_again_until_the_list_is_used_up() {
      TestPlatform thrice = new TestPlatform(settings(7, reachedAt(3, 10)));
      thrice.authorise(31, 5000);
      thrice.pass(MINUTE);

      assertThat(thrice.attempts()).hasSize(30);
      assertThat(thrice.facts(LiveVoiceDetected.class)).hasSize(10);
      assertThat(thrice.facts(ContactsExhausted.class)).hasSize(1);
    }

    @Test
    void a_list_may_begin_anew() {
      TestPlatform endless =
          new TestPlatform(settings(7, everybodyAnswers(10), WhenUsedUp.RECYCLE, Faults.NONE));
      endless.authorise(25, 5000);
      endless.pass(MINUTE);

      assertThat(endless.attempts()).hasSize(25);
      assertThat(endless.facts(ContactsExhausted.class)).isEmpty();
    }

    @Test
    void a_list_that_begins_anew_is_not_used_up_while_everybody_waits_for_a_callback() {
      TestPlatform endless =
          new TestPlatform(settings(7, everybodyAnswers(2), WhenUsedUp.RECYCLE, Faults.NONE));
      endless.arrangeCallback("list-1");
      endless.arrangeCallback("list-2");
      endless.authorise(5, 5000);
      endless.pass(MINUTE);

      assertThat(endless.attempts()).isEmpty();
      assertThat(endless.facts(ContactsExhausted.class)).isEmpty();
    }
  }

  @Test
  void delayed_facts_keep_their_order_and_their_own_time() {
    platform.core().delayFacts(ZONE, Duration.ofSeconds(2));
    platform.authorise(20, 500);
    platform.pass(Duration.ofSeconds(1));
    assertThat(platform.facts()).isEmpty();
    platform.core().delayFacts(ZONE, Duration.ZERO);
    platform.pass(MINUTE);

    assertThat(platform.facts(AttemptStarted.class)).hasSize(20);
    List<Long> times =
        platform.facts().stream().map(fact -> fact.getHeader().getOccurredAt()).toList();
    assertThat(times).isSorted();
  }

  @Test
  void no_fact_id_comes_twice() {
    platform.authorise(50, 5000);
    platform.pass(MINUTE);

    List<String> ids = platform.facts().stream().map(fact -> fact.getHeader().getFactId()).toList();
    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids).hasSizeGreaterThan(100);
  }

  private String connected(String agentId) {
    platform.nailUp(agentId);
    platform.authorise(1, 500);
    String callId = platform.awaitFact(LiveVoiceDetected.class).getCallId();
    platform.bridge(callId, agentId);
    assertThat(platform.awaitFact(AgentBridged.class).getAgentId()).isEqualTo(agentId);
    return callId;
  }
}
