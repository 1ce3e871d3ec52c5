package org.zonekeeper.gateway.contact;

/**
 * A contact as the topics know it: a line of a campaign's list, no person. Immutable.
 *
 * @param contact the reference in that list
 */
public record ContactRef(String campaign, String contact) {}
