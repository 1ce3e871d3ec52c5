package org.zonekeeper.am.topology;

import org.zonekeeper.am.processor.SinkNames;
import org.zonekeeper.am.processor.ZoneProcessor;

/** The name of every node and store. Part of the data contract: the store's is its changelog's. */
public final class TopologyNames {
  public static final String COMMANDS = "commands";
  public static final String FACTS = "platform-facts";
  public static final String ZONE = "zone";
  public static final String STORE = ZoneProcessor.STORE;
  public static final String JOURNAL = "journal";
  public static final String ORDERS = "dial-orders";
  public static final String ZONE_STATUS = "zone-status";
  public static final String AGENTS = "agents";
  public static final String COMMAND_BARRIER = "command-barrier";
  public static final String FACT_BARRIER = "fact-barrier";

  /** The sinks, as the zone's processor knows them. */
  public static final SinkNames OUTLETS =
      new SinkNames(JOURNAL, ORDERS, ZONE_STATUS, AGENTS, COMMAND_BARRIER, FACT_BARRIER);

  private TopologyNames() {}
}
