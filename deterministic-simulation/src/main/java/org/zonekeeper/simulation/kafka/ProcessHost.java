package org.zonekeeper.simulation.kafka;

import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.am.app.AgentManagerSettings;
import org.zonekeeper.am.processor.CampaignTotals;
import org.zonekeeper.simulation.time.VirtualTime;

/**
 * Where processes run.
 *
 * @param broker the topics
 * @param time the world's
 * @param settings of every Agent Manager
 * @param stepMillis between two rounds of a process's thread
 * @param campaigns what owners have committed of campaigns' counts
 * @param fencing whether the broker keeps its promise
 */
public record ProcessHost(
    VirtualBroker broker,
    VirtualTime time,
    AgentManagerSettings settings,
    long stepMillis,
    CampaignTotals campaigns,
    ProducerSession.Fencing fencing) {

  long commitInterval() {
    return settings.wholeMillis(AgentManagerSetting.COMMIT_INTERVAL);
  }
}
