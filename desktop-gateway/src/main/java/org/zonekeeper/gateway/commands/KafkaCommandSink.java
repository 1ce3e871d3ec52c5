package org.zonekeeper.gateway.commands;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.trace.TraceContext;

/**
 * Writes commands with an idempotent producer, on a thread of its own: {@code send} may wait for
 * the cluster's metadata or for memory, and the desk must not. The order of a session's commands is
 * kept.
 */
public final class KafkaCommandSink implements CommandSink {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandSink.class);

  /** Of more than all connections there are by default, when each logs on at once. */
  private static final int WAITING = 20_000;

  private static final String NOT_TAKEN = "the command was not written, nothing was done: ";

  private final Producer<String, SpecificRecord> producer;
  private final ZoneDirectory directory;
  private final Outcomes outcomes;
  private final BlockingQueue<ProducerRecord<String, SpecificRecord>> waiting =
      new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = new Thread(this::run, "gateway-command-writer");

  /**
   * Takes over the producer; {@link #stop} closes it.
   *
   * @param outcomes told of each command that was not written, and of each refusal that was
   */
  public KafkaCommandSink(
      Producer<String, SpecificRecord> producer, ZoneDirectory directory, Outcomes outcomes) {
    this.producer = producer;
    this.directory = directory;
    this.outcomes = outcomes;
  }

  public void start() {
    thread.start();
  }

  @Override
  public void write(Command command, TraceContext trace) {
    String zone = command.getHeader().getZone();
    ProducerRecord<String, SpecificRecord> record =
        new ProducerRecord<>(Topics.COMMANDS.name(), directory.partitionOf(zone), zone, command);
    trace.putInto(record.headers());
    if (!waiting.offer(record)) {
      failed(command, NOT_TAKEN + "too many commands wait for the broker");
    }
  }

  /** Drops what was not handed to the producer yet; its sessions are being closed. */
  public void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
    producer.close(Duration.ofSeconds(2));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        send(waiting.take());
      }
    } catch (InterruptedException | InterruptException e) {
      // Asked to end, by stop.
      Thread.currentThread().interrupt();
    }
  }

  /** The future says nothing that the callback does not. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(ProducerRecord<String, SpecificRecord> record) {
    Command command = (Command) record.value();
    CommandHeader header = command.getHeader();
    try {
      producer.send(
          record,
          (metadata, fault) -> {
            if (fault != null) {
              failed(command, textOf(fault));
            } else if (header.getRefusedByGateway() != null) {
              outcomes.refusalRecorded(header.getCommandId());
            }
          });
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      failed(command, NOT_TAKEN + e.getMessage());
    }
  }

  /** After a time-out nobody knows: the batch may have been on its way. */
  private static String textOf(Exception fault) {
    return fault instanceof TimeoutException
        ? "the broker did not acknowledge the command in time; it may still be done: "
            + fault.getMessage()
        : NOT_TAKEN + fault.getMessage();
  }

  private void failed(Command command, String text) {
    CommandHeader header = command.getHeader();
    if (header.getRefusedByGateway() != null) {
      LOG.warn(
          "refusal perhaps not on record, who asked is told so zone={} command={} id={}"
              + " reason=\"{}\"",
          header.getZone(),
          command.typeName(),
          header.getCommandId(),
          text);
    }
    outcomes.writeFailed(header.getCommandId(), text);
  }
}
