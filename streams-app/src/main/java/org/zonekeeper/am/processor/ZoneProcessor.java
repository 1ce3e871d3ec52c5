package org.zonekeeper.am.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.ownership.AdoptionJudge;
import org.zonekeeper.am.ownership.PendingAdoption;
import org.zonekeeper.am.processor.ZoneActivityListener.Origin;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.limit.RecordLimits;
import org.zonekeeper.schemas.trace.TraceContext;

/**
 * One Streams task: the zone of its partition, or nothing where the partition is a spare one. Kafka
 * Streams calls it, always on the thread that has the task. It only joins the ends: reads the
 * input, hands it to the zone's tenure, keeps the clock going.
 */
public final class ZoneProcessor
    implements Processor<String, SpecificRecord, String, OutgoingRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneProcessor.class);

  /** The shortest that Streams takes: as soon as the task runs. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final ZoneDirectory directory;
  private final OwnerContext duties;
  private final AdoptionJudge judge;
  private final SharedTaskContext common;
  private final SinkNames outlets;
  private ProcessorContext<String, OutgoingRecord> context;
  private Optional<ZoneTask> task = Optional.empty();

  /**
   * @param directory which partition is which zone
   * @param duties what an owner does, and when
   * @param judge says what a change of owner is
   * @param common what it shares with the other tasks of the Agent Manager
   * @param outlets the names of the sinks
   */
  public ZoneProcessor(
      ZoneDirectory directory,
      OwnerContext duties,
      AdoptionJudge judge,
      SharedTaskContext common,
      SinkNames outlets) {
    this.directory = directory;
    this.duties = duties;
    this.judge = judge;
    this.common = common;
    this.outlets = outlets;
  }

  @Override
  public void init(ProcessorContext<String, OutgoingRecord> processorContext) {
    context = processorContext;
    // Streams calls init again on this very object when it revives a task: nothing may be left
    // over.
    task = directory.zoneOf(context.taskId().partition()).map(this::open);
    if (task.isEmpty()) {
      LOG.info("partition idle partition={} reason=spare", context.taskId().partition());
    }
  }

  private ZoneTask open(String zone) {
    long started = System.nanoTime();
    ZoneStore store = new ZoneStore(context.getStateStore(STORE));
    Optional<ZoneState> ready = common.ready().apply(context.taskId());
    ZoneState state = ready.orElseGet(() -> store.restore(zone));
    ZoneOwnership tenure =
        new ZoneOwnership(
            state,
            duties,
            store,
            new Outbox(context, outlets, state),
            common,
            context.currentSystemTimeMs());
    common.bell().owns(zone);
    common
        .observer()
        .assigned(
            zone,
            ready.isPresent() ? Origin.STANDBY : Origin.STORE,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    return new ZoneTask(
        zone, tenure, judge.consider(tenure.record(), store.heartbeat(), store.restoration()));
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    ZoneTask owned = requireOwned(from.topic());
    Input input = requireAcceptable(from, owned.zone, record);
    long now = context.currentSystemTimeMs();
    owned.adoptOnce(now);
    owned.tenure.keepUp(now);
    owned.tenure.handle(input, TraceContext.in(record.headers()), now);
  }

  @Override
  public void close() {
    task.ifPresent(
        owned -> {
          common.bell().done(owned.zone);
          common.takeovers().over(owned.zone);
          common.observer().released(owned.zone);
          if (common.bell().rung().isPresent()) {
            // Streams commits all tasks before it closes the first.
            common.leave().accept(common.identities().groupInstanceIdOfThisThread());
          }
        });
    task = Optional.empty();
  }

  private ZoneTask requireOwned(String topic) {
    return task.orElseThrow(
        () ->
            new UnacceptableRecordException(
                "topic %s partition %d is a spare one, no zone of %s has it"
                    .formatted(topic, context.taskId().partition(), directory)));
  }

  private static Input requireAcceptable(
      RecordMetadata from, String zone, Record<String, SpecificRecord> record) {
    String topic = from.topic();
    return switch (record.value()) {
      case null ->
          throw new UnacceptableRecordException("a record without a value in topic " + topic);
      case Command command -> {
        requireZone(zone, command.getHeader().getZone(), command.typeName(), record.key(), topic);
        requireWithinLimits(command, command.typeName(), topic);
        yield new Input.Command(command, from.offset());
      }
      case Fact fact -> {
        requireZone(zone, fact.getHeader().getZone(), fact.typeName(), record.key(), topic);
        requireWithinLimits(fact, fact.typeName(), topic);
        yield new Input.Fact(fact, from.offset());
      }
      default ->
          throw new UnacceptableRecordException(
              "a %s, neither command nor fact, in topic %s"
                  .formatted(record.value().getSchema().getFullName(), topic));
    };
  }

  private static void requireZone(
      String zone, String headerZone, String type, String key, String topic) {
    if (!zone.equals(headerZone) || !zone.equals(key)) {
      throw new UnacceptableRecordException(
          "a %s of zone '%s' with key '%s' in the partition of zone '%s' of topic %s"
              .formatted(type, headerZone, key, zone, topic));
    }
  }

  private static void requireWithinLimits(SpecificRecord record, String type, String topic) {
    RecordLimits.fault(record)
        .ifPresent(
            fault -> {
              throw new UnacceptableRecordException(
                  "a %s of topic %s: %s".formatted(type, topic, fault));
            });
  }

  /** The name of the zone's store, which is also the end of its changelog topic's name. */
  public static final String STORE = "zone-state";

  /** What this processor does for the zone it has; one for each init. */
  private final class ZoneTask {
    private final String zone;
    private final ZoneOwnership tenure;
    private final Cancellable adoption;
    private Optional<PendingAdoption> pending;
    private Announcement announcement = Announcement.NONE;

    ZoneTask(String zone, ZoneOwnership tenure, PendingAdoption pending) {
      this.zone = zone;
      this.tenure = tenure;
      this.pending = Optional.of(pending);
      // Not here: nothing may be forwarded before all nodes are initialised.
      this.adoption = context.schedule(AT_ONCE, PunctuationType.WALL_CLOCK_TIME, this::adoptOnce);
    }

    void adoptOnce(long now) {
      if (pending.isEmpty()) {
        return;
      }
      adoption.cancel();
      PendingAdoption judged = pending.get();
      pending = Optional.empty();
      tenure.adopt(judged.judge(now), now);
      // At the same moments for all zones of a thread: they beat in one transaction then.
      context.schedule(Instant.EPOCH, duties.tick(), PunctuationType.WALL_CLOCK_TIME, this::pulse);
    }

    private void pulse(long now) {
      tenure.keepUp(now);
      tenure.hearOfCampaigns(now);
      tenure.handle(new Input.Tick(), now);
      tenure.checkWhenThereIsTime(now);
      announce(now);
    }

    private void announce(long now) {
      switch (announcement) {
        case NONE -> common.bell().rung().ifPresent(grounds -> announce(grounds, now));
        case MADE -> {
          // Streams commits between two punctuations when asked to, so it is committed by now.
          announcement = Announcement.COMMITTED;
          common.bell().done(zone);
        }
        case COMMITTED -> {
          // Nothing is left but to be closed.
        }
      }
    }

    private void announce(String grounds, long now) {
      tenure.handle(new Input.AnnounceHandover(grounds), now);
      announcement = Announcement.MADE;
      context.commit();
    }
  }

  private enum Announcement {
    NONE,
    MADE,
    COMMITTED
  }
}
