package org.zonekeeper.simulators.platform;

/** A customer and an agent who talk. */
public record Conversation(String callId, String agentId) {}
