package org.zonekeeper.am.processor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.TaskId;
import org.zonekeeper.am.ownership.ClientIdentities;
import org.zonekeeper.am.ownership.HandoverSignal;
import org.zonekeeper.am.ownership.PreconnectedClients;
import org.zonekeeper.domain.input.Input.OldestMember;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.level.FeatureLevel;

/**
 * What the tasks of one Agent Manager share; each part is safe on any thread.
 *
 * @param bell rings when the Agent Manager stops
 * @param takeovers which zones are being taken over
 * @param leave told the group instance id of a thread whose zones will never be written to again
 * @param checks when there is time for the checks behind a takeover
 * @param identities under which names Kafka knows the threads
 * @param observer told of what happens to the zones
 * @param campaigns what the calls of campaigns came to in other zones
 * @param oldest who of the group knows the lowest feature level; empty: not known; may take a
 *     moment
 * @param standbys what heartbeats say of the zones' standbys
 * @param ready gives a task its zone if that was kept ready; otherwise it is read from the store
 */
public record SharedTaskContext(
    HandoverSignal bell,
    Consumer<String> leave,
    OngoingTakeovers takeovers,
    CheckTimeBudget checks,
    ClientIdentities identities,
    ZoneActivityListener observer,
    CampaignTotals campaigns,
    Supplier<Optional<OldestMember>> oldest,
    StandbyReport standbys,
    Function<TaskId, Optional<ZoneState>> ready) {

  /**
   * Of tasks that no broker knows, practised, simulated or tested: nobody leaves a group, nothing
   * is said of their zones, and Streams makes no clients.
   */
  public static SharedTaskContext withoutBroker(
      HandoverSignal bell, CampaignTotals campaigns, Function<TaskId, Optional<ZoneState>> ready) {
    return new SharedTaskContext(
        bell,
        member -> {},
        new OngoingTakeovers(),
        CheckTimeBudget.unlimited(),
        new ClientIdentities(new PreconnectedClients(List.of()), ""),
        ZoneActivityListener.none(),
        campaigns,
        () -> Optional.of(new OldestMember("", FeatureLevel.newest().number())),
        new StandbyReport(),
        ready);
  }
}
