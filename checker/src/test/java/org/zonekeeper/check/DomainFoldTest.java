package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.domain.ZoneEngine;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * F9 against the real domain: the fold of a true journal has the digest that the owner took. The
 * zone's counters are part of that state, hence X11.
 */
class DomainFoldTest {
  private final List<JournalEntry> journal = new ArrayList<>();
  private ZoneEngine engine = new ZoneEngine(ZoneState.empty("north"));

  @Test
  void theFoldOfAnEnginesJournalIsTheStateThatTheNextOwnerRestores() {
    lifeWithATakeover();

    assertThat(judged().pass()).isTrue();
  }

  @Test
  void aJournalThatLacksAnEventIsFoundOut() {
    lifeWithATakeover();
    journal.removeIf(entry -> entry.is(AgentLoggedOn.class));

    assertThat(judged().pass()).isFalse();
    assertThat(judged().evidence()).contains("the fold of the journal");
  }

  private Judgement judged() {
    Evidence evidence = new Evidence(journal, List.of(), List.of(), List.of(), List.of());
    return new Checker(DomainFold::new)
        .judge(evidence).rows().stream()
            .filter(row -> row.id().equals("F9"))
            .findFirst()
            .orElseThrow();
  }

  private void lifeWithATakeover() {
    handle(new Input.Adopt(new Owner("am-1", "i-1"), AdoptionKind.OPENING, "first", 0), 1_000);
    handle(new Input.Command(startJob()), 1_100);
    handle(new Input.Command(logOn()), 1_200);
    engine = new ZoneEngine(ZoneState.restore("north", engine.state().entities()));
    handle(new Input.Adopt(new Owner("am-2", "i-2"), AdoptionKind.OUTAGE, "dead", 1_200), 3_000);
  }

  private void handle(Input input, long now) {
    for (Event event : engine.handle(input, now).events()) {
      long sequence = event.getHeader().getSequence();
      journal.add(new JournalEntry("north", sequence - 1, event));
    }
  }

  private static StartJob startJob() {
    return new StartJob(
        header("c-1"), "job-1", JobSettings.newBuilder().setCampaign("loans").build());
  }

  private static LogOn logOn() {
    return LogOn.newBuilder()
        .setHeader(header("c-2"))
        .setAgentId("n1")
        .setExtension("4001")
        .setSessionId("s-1")
        .build();
  }

  private static CommandHeader header(String id) {
    return CommandHeader.newBuilder()
        .setCommandId(id)
        .setZone("north")
        .setEpochSeen(0)
        .setActor("n1")
        .setRole(ActorRole.AGENT)
        .setSentAt(1_000)
        .setOrigin("test")
        .build();
  }
}
