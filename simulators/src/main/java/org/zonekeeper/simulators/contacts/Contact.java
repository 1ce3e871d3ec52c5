package org.zonekeeper.simulators.contacts;

/**
 * One line of a campaign's list. Holds nothing that names a person. Immutable.
 *
 * @param reference names the line in its list, for example {@code bank-000123}
 * @param talkSeconds how long the conversation lasted when the person was reached
 * @param attempts how many attempts it took to reach the person, the last one included; 1 or more
 * @param earlierAttempts attempts before this campaign
 * @param agreed whether the offer was taken
 */
public record Contact(
    String reference, int talkSeconds, int attempts, int earlierAttempts, boolean agreed) {}
