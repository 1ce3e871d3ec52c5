package org.zonekeeper.simulation.centre;

import org.zonekeeper.simulation.kafka.VirtualBroker;
import org.zonekeeper.simulation.time.VirtualTime;

/**
 * What everybody in the centre shares.
 *
 * @param time the world's
 * @param broker where commands and facts go
 * @param weather how well they get there
 * @param ledger is told what was really done
 * @param outageThreshold silence of a zone that counts as an outage, milliseconds
 */
public record CentreContext(
    VirtualTime time,
    VirtualBroker broker,
    NetworkConditions weather,
    GroundTruth ledger,
    long outageThreshold) {}
