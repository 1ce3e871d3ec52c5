package org.zonekeeper.gateway.session;

/** An agent; ids are unique within a zone. */
public record AgentKey(String zone, String agentId) {}
