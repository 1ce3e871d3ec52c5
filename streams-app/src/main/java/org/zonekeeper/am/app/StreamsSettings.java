package org.zonekeeper.am.app;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.restoreConsumerPrefix;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.zonekeeper.am.app.AgentManagerSettings.Installation;
import org.zonekeeper.am.assignment.FailBack;
import org.zonekeeper.am.assignment.StickyZoneAssignor;
import org.zonekeeper.am.ownership.ClientName;
import org.zonekeeper.schemas.common.Owner;

/** The settings of Kafka Streams, each with its reason. Used once at start. Stateless. */
public final class StreamsSettings {
  private StreamsSettings() {}

  /**
   * The settings for one start of the process.
   *
   * @param self this Agent Manager, for the client id
   * @param peerAddress host:port of the peer listener; empty if there is none
   * @param homecoming what the assignor asks about zones that are allocated
   */
  public static Properties of(
      AgentManagerSettings settings, Owner self, String peerAddress, FailBack homecoming) {
    Properties streams = new Properties();
    // Kafka Streams hands unknown keys on to its clients, and with them to the assignor.
    streams.put(StickyZoneAssignor.DIRECTORY, settings.installation().directory());
    if (!settings.allocation().isEmpty()) {
      streams.put(FailBack.CONFIG, homecoming);
      streams.put(StreamsConfig.clientTagPrefix(FailBack.TAG), settings.installation().id());
    }
    streams.putAll(settings.kafka().client());
    identity(streams, settings, self, peerAddress);
    correctness(streams, settings);
    speed(streams, settings);
    group(streams, settings);
    return streams;
  }

  private static void identity(
      Properties streams, AgentManagerSettings settings, Owner self, String peerAddress) {
    Installation installation = settings.installation();
    streams.put(
        StreamsConfig.APPLICATION_ID_CONFIG, settings.text(AgentManagerSetting.APPLICATION_ID));
    streams.put(StreamsConfig.STATE_DIR_CONFIG, installation.stateDirectory().toString());
    // Tells the group's members apart by process, not only by id: adoption asks for it.
    streams.put(StreamsConfig.CLIENT_ID_CONFIG, ClientName.of(self));
    // A static member can be evicted by name, which a dynamic one cannot. Streams appends the
    // thread.
    streams.put(mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), installation.id());
    if (!peerAddress.isEmpty()) {
      // Travels with Kafka's own assignment to all members, dormant ones too: the peers' address
      // book.
      streams.put(StreamsConfig.APPLICATION_SERVER_CONFIG, peerAddress);
    }
  }

  private static void correctness(Properties streams, AgentManagerSettings settings) {
    // Each decision stands in the journal once.
    streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // A generated name would change with the topology, and with it the changelog topic.
    streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    streams.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UndecodableToDeadLetters.class);
    streams.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnacceptableToDeadLetters.class);
    streams.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, AnyTimestamp.class);
    // There is no global state, but without this Streams warns at every start. The key's constant
    // is
    // deprecated already, since the next major release makes it the only way.
    streams.put("processing.exception.handler.global.enabled", true);
    // Commands written before the first owner came must be answered, too.
    streams.put(consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // The changelog is as durable as the broker makes any topic.
    streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    streams.put(
        producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        settings.wholeMillis(AgentManagerSetting.TRANSACTION_TIMEOUT));
  }

  private static void speed(Properties streams, AgentManagerSettings settings) {
    streams.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        settings.wholeMillis(AgentManagerSetting.COMMIT_INTERVAL));
    // Nobody sees a record before its commit, and a commit sends what lingers at once: so each
    // transaction is one request to a broker instead of one for each record.
    streams.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 1_000);
    // An idle thread sleeps this long before it looks at the clock: ticks come every 50 ms. The one
    // that keeps standbys goes by it as well. 5 ms cost an idle Agent Manager a sixth more, and
    // takeovers were no quicker.
    streams.put(StreamsConfig.POLL_MS_CONFIG, 10);
    // Commands and facts are decided in the order in which they come, whatever their times say: no
    // reason to ask the broker, whenever one of the two has nothing, whether something is coming.
    // That question was up to 60 ms of each step of a takeover.
    streams.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // Offset fetch, restore and producer each wait for a dead owner's transaction to be aborted,
    // and ask again after their back-off: the defaults (0.1 to 1 s) were half of a failover.
    streams.put(StreamsConfig.RETRY_BACKOFF_MS_CONFIG, 10);
    streams.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 50);
    streams.put(producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
    streams.put(producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 20);
    // Who has stood by for longer than Kafka's five minutes would have to ask again for the places
    // of all partitions, topic by topic, in its first transaction.
    streams.put(
        producerPrefix(ProducerConfig.METADATA_MAX_IDLE_CONFIG), Duration.ofDays(30).toMillis());
    streams.put(mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
    streams.put(restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 20);
  }

  private static void group(Properties streams, AgentManagerSettings settings) {
    // The newer "streams" protocol has no static members before 4.4 brokers, and floors of 45 s.
    streams.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    streams.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.number(AgentManagerSetting.THREADS));
    streams.put(
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.number(AgentManagerSetting.STANDBYS));
    streams.put(
        StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG,
        settings.number(AgentManagerSetting.RECOVERY_LAG));
    // Kafka's own assignor moves zones of the living when somebody dies.
    streams.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, StickyZoneAssignor.class.getName());
    streams.put(
        mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        settings.wholeMillis(AgentManagerSetting.SESSION_TIMEOUT));
    streams.put(
        mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        settings.wholeMillis(AgentManagerSetting.GROUP_HEARTBEAT));
    streams.put(
        mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
        settings.wholeMillis(AgentManagerSetting.MAX_POLL_INTERVAL));
  }
}
