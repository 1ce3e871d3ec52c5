package org.zonekeeper.domain.apply;

import java.util.function.Consumer;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.state.InboundWork;

/** Applications of events about agents' inbound work (F28). */
final class BlendApplications {
  private BlendApplications() {}

  static void blendedToInbound(ZoneState state, AgentBlendedToInbound e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          agent.setInbound(InboundWork.newBuilder().setWorkId(e.getWorkId()).build());
          agent.setBlendedAt(e.getHeader().getAt());
        });
  }

  static void blendedToOutbound(ZoneState state, AgentBlendedToOutbound e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          agent.setInbound(null);
          agent.setBlendedAt(e.getHeader().getAt());
        });
  }

  static void endRequested(ZoneState state, InboundEndRequested e) {
    change(state, e.getAgentId(), work -> work.setEndRequested(true));
  }

  static void statusRequested(ZoneState state, InboundStatusRequested e) {
    change(state, e.getAgentId(), work -> work.setStatusDeadline(e.getDeadline()));
  }

  static void statusReceived(ZoneState state, InboundStatusReceived e) {
    change(state, e.getAgentId(), work -> work.setStatusDeadline(null));
  }

  static void statusMissed(ZoneState state, InboundStatusMissed e) {
    change(state, e.getAgentId(), work -> work.setStatusDeadline(null));
  }

  private static void change(ZoneState state, String agentId, Consumer<InboundWork> change) {
    state.changeAgent(
        agentId,
        agent -> {
          if (agent.getInbound() != null) {
            InboundWork changed = InboundWork.newBuilder(agent.getInbound()).build();
            change.accept(changed);
            agent.setInbound(changed);
          }
        });
  }
}
