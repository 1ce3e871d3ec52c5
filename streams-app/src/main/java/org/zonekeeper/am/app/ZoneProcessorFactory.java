package org.zonekeeper.am.app;

import java.time.Duration;
import org.zonekeeper.am.ownership.AdoptionJudge;
import org.zonekeeper.am.ownership.GroupLiveness;
import org.zonekeeper.am.processor.OwnerContext;
import org.zonekeeper.am.processor.SharedTaskContext;
import org.zonekeeper.am.processor.ZoneProcessor;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.Owner;

/**
 * Makes the processors of an Agent Manager's tasks out of its settings. Immutable.
 *
 * @param self the Agent Manager
 * @param liveness who is alive in Kafka's eyes
 * @param peerAddress where peers connect; empty if nowhere
 * @param queryAddress where zones can be read; empty if nowhere
 */
record ZoneProcessorFactory(
    AgentManagerSettings settings,
    Owner self,
    GroupLiveness liveness,
    String peerAddress,
    String queryAddress) {

  /** One for each call, as Streams wants it. */
  ZoneProcessor processor(ZoneDirectory directory, SharedTaskContext common) {
    Duration lookUp = settings.millis(AgentManagerSetting.LOOK_UP_TIMEOUT);
    return new ZoneProcessor(
        directory,
        new OwnerContext(
            self,
            peerAddress,
            queryAddress,
            settings.millis(AgentManagerSetting.TICK),
            settings.millis(AgentManagerSetting.HEARTBEAT),
            settings.patience(),
            settings.domain(),
            settings.failovers()),
        new AdoptionJudge(self, settings.patience(), settings.failovers(), liveness, lookUp),
        common,
        TopologyNames.OUTLETS);
  }
}
