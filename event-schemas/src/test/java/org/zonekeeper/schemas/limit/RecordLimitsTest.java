package org.zonekeeper.schemas.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.HandOverZone;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.trust.ContractTypes;

class RecordLimitsTest {
  static {
    ContractTypes.trust();
  }

  private static final FactHeader FACT = new FactHeader("f-1", "north", 1L, "dialler");

  private static CommandHeader command(String id) {
    return new CommandHeader(id, "north", 1L, "anna", ActorRole.AGENT, 1L, "gw", null);
  }

  @Test
  void aCallIdOf600KilobytesIsNamed() {
    LineDisconnected fact = new LineDisconnected(FACT, "x".repeat(600_000), Party.CUSTOMER);
    assertThat(RecordLimits.fault(fact))
        .contains("callId has 600000 characters; allowed: 128 at most");
  }

  @Test
  void whatIsWrongInTheHeaderIsNamedWithIt() {
    assertThat(RecordLimits.fault(new GoNotReady(command("c\n1"), "anna", null)).orElseThrow())
        .startsWith("header.commandId has U+000A at 2;");
  }

  @Test
  void anAbsentFieldIsFine() {
    assertThat(RecordLimits.fault(new GoNotReady(command("c-1"), "anna", null))).isEmpty();
    assertThat(RecordLimits.fault(new GoNotReady(command("c-1"), "anna", "x".repeat(129))))
        .contains("reasonCode has 129 characters; allowed: 128 at most");
  }

  @Test
  void textsMayBeLongerThanNames() {
    assertThat(RecordLimits.fault(new HandOverZone(command("c-1"), "am-1", "g".repeat(1000))))
        .isEmpty();
    assertThat(RecordLimits.fault(new HandOverZone(command("c-1"), "am-1", "g".repeat(1001))))
        .contains("grounds has 1001 characters; allowed: 1000 at most");
  }

  @Test
  void listsAndTheirItemsHaveLimits() {
    List<LiveCall> calls = Collections.nCopies(500, new LiveCall("c", null, List.of()));
    assertThat(RecordLimits.fault(new CallStatusReported(FACT, "r", calls))).isEmpty();
    assertThat(
            RecordLimits.fault(
                new CallStatusReported(
                    FACT, "r", Collections.nCopies(501, new LiveCall("c", null, List.of())))))
        .contains("calls has 501 items; allowed: 500 at most");
    assertThat(
            RecordLimits.fault(
                    new CallStatusReported(
                        FACT,
                        "r",
                        List.of(
                            new LiveCall("c", null, List.of()),
                            new LiveCall("c", "x".repeat(200), List.of()))))
                .orElseThrow())
        .startsWith("calls[1].agentId has 200 characters");
  }

  @Test
  void settingsInsideACommandAreLookedThrough() {
    JobSettings settings =
        JobSettings.newBuilder()
            .setCampaign("c")
            .setCompletionCodes(List.of("Sold", "No\tdeal"))
            .build();
    assertThat(RecordLimits.fault(new StartJob(command("c-1"), "sales", settings)).orElseThrow())
        .startsWith("settings.completionCodes[1] has U+0009 at 3;");
  }
}
