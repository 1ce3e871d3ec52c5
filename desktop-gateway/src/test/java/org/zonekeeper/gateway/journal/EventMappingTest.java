package org.zonekeeper.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.journal.EventMapping.AgentNotice;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.WrapUpStarted;

class EventMappingTest {
  private final AgentOfCall notes = new AgentOfCall();
  private final EventMapping mapping = new EventMapping(notes);
  private final Given given = new Given();

  @Test
  void inboundWorkAndItsEndAreToldToItsAgent() {
    AgentNotice there =
        map(new AgentBlendedToInbound(given.header(), "a-1", "4001", "w-1", List.of()))
            .orElseThrow();
    assertThat(there.agentId()).isEqualTo("a-1");
    assertThat(there.notification().type()).isEqualTo(NotificationType.AGT_BLENDED_TO_INBOUND);
    AgentNotice back =
        map(new AgentBlendedToOutbound(
                given.header(), "a-1", "w-1", InboundEndGrounds.NOT_KNOWN, "nobody there"))
            .orElseThrow();
    assertThat(back.notification().fields())
        .containsEntry("work", "w-1")
        .containsEntry("text", "nobody there");
  }

  @Test
  void anAssignedCallCarriesItsCampaignAndContact() {
    notes.note(attempted());
    AgentNotice notice = map(assigned()).orElseThrow();

    assertThat(notice.agentId()).isEqualTo("a-1");
    assertThat(notice.notification().type()).isEqualTo(NotificationType.AGT_CALL_NOTIFY);
    assertThat(notice.notification().fields())
        .containsEntry("call", "c-1")
        .containsEntry("campaign", "loans")
        .containsEntry("contact", "row-1");
    assertThat(notice.notification().place().sequence()).isEqualTo(given.sequence());
  }

  @Test
  void theEndOfACallFindsItsAgentAndIsToldAgainWithTheWrapUp() {
    map(assigned());
    AgentNotice ended = map(disconnected()).orElseThrow();
    AgentNotice wrapUp =
        map(WrapUpStarted.newBuilder()
                .setHeader(given.header())
                .setCallId("c-1")
                .setAgentId("a-1")
                .setDeadline(9)
                .setExtensionsLeft(2)
                .setDefaultCompletionCode("None")
                .setCompletionCodes(List.of("Sale"))
                .build())
            .orElseThrow();

    assertThat(ended.agentId()).isEqualTo("a-1");
    assertThat(wrapUp.notification().fields()).containsEntry("endedBy", "CUSTOMER");
  }

  @Test
  void theEndOfACallWithoutAgentIsToldToNobody() {
    notes.note(attempted());
    assertThat(map(disconnected())).isEmpty();
  }

  @Test
  void aCallThatWasUnassignedIsNoLongerTheAgents() {
    map(assigned());
    map(
        CallUnassigned.newBuilder()
            .setHeader(given.header())
            .setCallId("c-1")
            .setAgentId("a-1")
            .setText("gone")
            .build());
    assertThat(map(nuisance())).isEmpty();
  }

  @Test
  void anAssignedCallsNuisanceMarkIsToldToItsAgent() {
    map(assigned());
    assertThat(map(nuisance()).orElseThrow().notification().fields())
        .containsEntry("cause", "FAILOVER");
  }

  @Test
  void aCallInHandAtTheGatewaysStartIsKnownFromTheReadModel() {
    notes.inHand("c-1", "a-1");
    assertThat(map(disconnected()).orElseThrow().agentId()).isEqualTo("a-1");
  }

  private Optional<AgentNotice> map(Event event) {
    notes.note(event);
    List<AgentNotice> told = mapping.noticesOf(event);
    notes.forget(event);
    return told.stream().findFirst();
  }

  private CallAttempted attempted() {
    return CallAttempted.newBuilder()
        .setHeader(given.header())
        .setCallId("c-1")
        .setJobId("j-1")
        .setCampaign("loans")
        .setContact("row-1")
        .setAuthorisationId("north-1")
        .setAttemptedAt(1)
        .build();
  }

  private CallAssigned assigned() {
    return CallAssigned.newBuilder()
        .setHeader(given.header())
        .setCallId("c-1")
        .setJobId("j-1")
        .setAgentId("a-1")
        .setExtension("40")
        .build();
  }

  private CallDisconnected disconnected() {
    return CallDisconnected.newBuilder()
        .setHeader(given.header())
        .setCallId("c-1")
        .setEndedBy(Party.CUSTOMER)
        .setDisconnectedAt(5)
        .build();
  }

  private CallMarkedNuisance nuisance() {
    return CallMarkedNuisance.newBuilder()
        .setHeader(given.header())
        .setCallId("c-1")
        .setJobId("j-1")
        .setCampaign("loans")
        .setCause(NuisanceCause.FAILOVER)
        .build();
  }
}
