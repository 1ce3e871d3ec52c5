package org.zonekeeper.simulation.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.zonekeeper.am.processor.ZoneProcessor;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.simulation.kafka.PartitionLog.Entry;
import org.zonekeeper.simulation.kafka.Transaction.Positions;
import org.zonekeeper.simulation.kafka.VirtualBroker.ZoneTopics;

/**
 * One zone's task in one process: reads both inputs in the order of their timestamps, as Streams
 * does among those that it has at hand. Confined to the world's thread.
 */
final class StreamsTask {
  /** Small, so that the two topics are read in turns under load. */
  private static final int FETCHED_AT_ONCE = 50;

  private final String zone;
  private final VirtualBroker broker;
  private final ZoneProcessor processor;
  private final TaskContext context;
  private final Deque<Entry> commands = new ArrayDeque<>();
  private final Deque<Entry> facts = new ArrayDeque<>();
  private Positions fetched = new Positions(0, 0);
  private Positions processed = new Positions(0, 0);

  StreamsTask(String zone, VirtualBroker broker, ZoneProcessor processor, TaskContext.Host host) {
    this.zone = zone;
    this.broker = broker;
    this.processor = processor;
    this.context = new TaskContext(new TaskId(0, broker.directory().partitionOf(zone)), host);
  }

  /** Restores what is committed and begins from there; again after {@link #close}. */
  void open(ProducerSession session) {
    ZoneTopics topics = broker.topics(zone);
    commands.clear();
    facts.clear();
    fetched = topics.positions();
    processed = fetched;
    context.begin(new TaskStore(zone, topics.changelog(), session::transaction));
    processor.init(context);
  }

  void close() {
    processor.close();
  }

  /** Reads, lets time pass, decides. */
  void work(long now) {
    fetch(now);
    context.punctuate();
    while (!commands.isEmpty() || !facts.isEmpty()) {
      boolean command =
          facts.isEmpty()
              || (!commands.isEmpty()
                  && commands.element().timestamp() <= facts.element().timestamp());
      process(command ? Topics.COMMANDS : Topics.FACTS, command ? commands : facts);
    }
  }

  /** Where to go on once all that was decided is committed. */
  Positions processed() {
    return processed;
  }

  private void fetch(long now) {
    ZoneTopics topics = broker.topics(zone);
    commands.addAll(topics.commands().read(fetched.commands(), FETCHED_AT_ONCE, now));
    facts.addAll(topics.facts().read(fetched.facts(), FETCHED_AT_ONCE, now));
    fetched =
        new Positions(
            commands.isEmpty() ? fetched.commands() : commands.getLast().offset() + 1,
            facts.isEmpty() ? fetched.facts() : facts.getLast().offset() + 1);
  }

  private void process(TopicSpec topic, Deque<Entry> from) {
    Entry entry = from.remove();
    context.handling(
        new TaskContext.Source(topic.name(), context.taskId().partition(), entry.offset()));
    processor.process(
        new Record<String, SpecificRecord>(entry.key(), entry.value(), entry.timestamp()));
    processed =
        topic.equals(Topics.COMMANDS)
            ? new Positions(entry.offset() + 1, processed.facts())
            : new Positions(processed.commands(), entry.offset() + 1);
  }
}
