package org.zonekeeper.gateway.protocol;

/**
 * Why a command was not done.
 *
 * @param text in words: what was wrong and what to do
 */
public record Refusal(Reason reason, String text) {}
