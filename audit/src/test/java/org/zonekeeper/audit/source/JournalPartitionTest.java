package org.zonekeeper.audit.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.source.JournalPartition.Bounds;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;
import org.zonekeeper.schemas.wire.WireRecord;

/** Offsets have gaps: transaction markers, aborted records. */
class JournalPartitionTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.JOURNAL.name(), 0);

  private final List<JournalRecord> records = Journals.records(new Life("north", 9).more(120));
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private HttpServer registryServer;
  private SchemaRegistryClient registry;
  private JournalPartition partition;

  @BeforeEach
  void aPartitionOfEveryThirdOffset() throws IOException {
    registryServer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registryServer.createContext(
        "/schemas/ids/",
        exchange -> {
          int id = Integer.parseInt(exchange.getRequestURI().getPath().replaceAll(".*/", ""));
          Optional<Schema> schema =
              records.stream()
                  .map(JournalRecord::schema)
                  .filter(one -> idOf(one) == id)
                  .findFirst();
          byte[] answer =
              (schema.isPresent()
                      ? new ObjectMapper()
                          .createObjectNode()
                          .put("schema", schema.get().toString())
                          .toString()
                      : "{\"error_code\":40403,\"message\":\"Schema not found\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(schema.isPresent() ? 200 : 404, answer.length);
          try (var body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    registryServer.start();
    registry =
        new SchemaRegistryClient(
            RegistrySettings.at("http://127.0.0.1:" + registryServer.getAddress().getPort()));
    long end = 3L * records.size() + 5;
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    partition =
        new JournalPartition(
            consumer, PARTITION, "north", new EventDecoder(registry), new Bounds(0, end));
  }

  @AfterEach
  void close() {
    partition.close();
    registry.close();
    registryServer.stop(0);
  }

  @Test
  void theFirstRecordBehindAnOffsetIsFound() {
    provide(bytesOf(0), 0);
    provide(bytesOf(1), 3);

    assertThat(partition.firstFrom(0)).map(JournalRecord::sequence).contains(1L);
    JournalRecord second = partition.next().orElseThrow();
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.body()).isEqualTo(records.get(1).body());
    assertThat(second.place()).hasToString("zonekeeper.journal-0@3");
  }

  @Test
  void whatIsNoEventIsARecordAllTheSame() {
    provide(new byte[] {7, 7, 7}, 0);
    provide(new WireRecord(999, new byte[] {1}).bytes(), 1);

    JournalRecord garbage = partition.next().orElseThrow();
    assertThat(garbage.readable()).isFalse();
    assertThat(garbage.fault()).contains("too few");
    JournalRecord unknown = partition.next().orElseThrow();
    assertThat(unknown.readable()).isFalse();
    assertThat(unknown.fault()).contains("names a schema that the registry does not have", "999");
  }

  private byte[] bytesOf(int index) {
    JournalRecord record = records.get(index);
    return new WireRecord(idOf(record.schema()), record.body()).bytes();
  }

  private static int idOf(Schema schema) {
    return 1 + Math.floorMod(schema.getFullName().hashCode(), 100_000);
  }

  private void provide(byte[] value, long offset) {
    consumer.addRecord(
        new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, value));
  }
}
