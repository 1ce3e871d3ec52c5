package org.zonekeeper.am.processor;

import java.time.Duration;
import org.zonekeeper.am.ownership.FailoverTreatments;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.schemas.common.Owner;

/**
 * What every owner of a zone has to do, and as whom.
 *
 * @param self this Agent Manager
 * @param peerAddress host:port of its peer listener, for the zone status; empty if there is none
 * @param queryAddress host:port where it tells of its live stores, for the zone status; empty if
 *     nowhere
 * @param tick between two offers of time to the domain
 * @param heartbeat between two signs of life
 * @param patience how long a silence may be
 * @param domain what the zone's decisions go by
 * @param failovers what each zone makes of the loss of its owner
 */
public record OwnerContext(
    Owner self,
    String peerAddress,
    String queryAddress,
    Duration tick,
    Duration heartbeat,
    OutageThreshold patience,
    DomainSettings domain,
    FailoverTreatments failovers) {}
