package org.zonekeeper.domain;

/**
 * What a zone's owner knows that is no fold of the journal, and that a new owner therefore begins
 * without. Confined to the zone's thread.
 *
 * @param gateways which gateway was last heard of when
 * @param inputs how far it has read
 * @param group what the other Agent Managers know
 */
record OwnerMemory(GatewaysHeard gateways, InputProgress inputs, GroupHeard group) {
  static OwnerMemory empty() {
    return new OwnerMemory(new GatewaysHeard(), new InputProgress(), new GroupHeard());
  }

  /** Forgets everything: the owner listens from now on, epoch milliseconds. */
  void begin(long now) {
    gateways.beginToListen(now);
    inputs.begin();
    group.begin();
  }
}
