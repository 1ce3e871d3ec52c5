package org.zonekeeper.domain.apply;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.BlendThresholdsChanged;
import org.zonekeeper.schemas.journal.BlenderMoveDecided;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundLoadReceived;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.state.BlenderMove;
import org.zonekeeper.schemas.state.InboundSkillRecord;
import org.zonekeeper.schemas.state.InboundWork;

/** Applications of events about agents' inbound work (F28). */
final class BlendApplications {
  /** How long the blender's moves of an agent are kept, in event time. */
  private static final long MOVES_KEPT_MILLIS = Duration.ofHours(1).toMillis();

  /** More are never decided on within that time. */
  private static final int MOST_MOVES_KEPT = 6;

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

  static void moveDecided(ZoneState state, BlenderMoveDecided e) {
    long at = e.getHeader().getAt();
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          List<BlenderMove> before =
              agent.getBlenderMoves().stream()
                  .filter(move -> move.getAt() > at - MOVES_KEPT_MILLIS)
                  .toList();
          agent.setBlenderMoves(
              Stream.concat(
                      before.stream().skip(Math.max(0, before.size() - MOST_MOVES_KEPT + 1)),
                      Stream.of(new BlenderMove(e.getSkill(), e.getJobId(), e.getTo(), at)))
                  .toList());
        });
  }

  /** Without thresholds nothing of the skill is kept: what is reported next comes as the first. */
  static void thresholdsChanged(ZoneState state, BlendThresholdsChanged e) {
    if (e.getThresholds() == null) {
      state.removeInboundSkill(e.getSkill());
    } else {
      state.putInboundSkill(skill(state, e.getSkill()).setThresholds(e.getThresholds()).build());
    }
  }

  static void loadReceived(ZoneState state, InboundLoadReceived e) {
    state.putInboundSkill(
        skill(state, e.getSkill())
            .setWaitingCalls(e.getWaitingCalls())
            .setLongestWaitMs(e.getLongestWaitMs())
            .setReportedAt(e.getHeader().getAt())
            .build());
  }

  private static InboundSkillRecord.Builder skill(ZoneState state, String skill) {
    return state
        .inboundSkill(skill)
        .map(InboundSkillRecord::newBuilder)
        .orElseGet(() -> InboundSkillRecord.newBuilder().setSkill(skill));
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
