package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ClientIdentitiesTest {
  private final ClientIdentities identities =
      new ClientIdentities(new PreconnectedClients(List.of()), "app");

  @Test
  void notesTheNamesOfEachThreadAsStreamsMakesThem() throws InterruptedException {
    identities.getConsumer(consumer("am-1.b2-StreamThread-1", "am-1-1")).close();
    identities.getProducer(producer("am-1.b2-StreamThread-1", "app-uuid-1")).close();
    identities.getConsumer(consumer("am-1.b2-StreamThread-2", "am-1-2")).close();

    assertThat(identities.groupInstanceIds()).containsExactly("am-1-1", "am-1-2");

    String[] seen = new String[2];
    Thread streamThread =
        new Thread(
            () -> {
              seen[0] = identities.groupInstanceIdOfThisThread();
              seen[1] = identities.transactionalIdOfThisThread();
            },
            "am-1.b2-StreamThread-1");
    streamThread.start();
    streamThread.join();
    assertThat(seen).containsExactly("am-1-1", "app-am-1.b2-StreamThread-1");
    assertThat(identities.groupInstanceIdOfThisThread()).isEmpty();
    assertThat(seen[1]).isEqualTo(ClientName.transactionalId("app", "am-1.b2", 1));
  }

  private static Map<String, Object> consumer(String thread, String groupInstanceId) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", "127.0.0.1:1");
    config.put("group.id", "app");
    config.put("client.id", thread + "-consumer");
    config.put("group.instance.id", groupInstanceId);
    config.put("key.deserializer", ByteArrayDeserializer.class);
    config.put("value.deserializer", ByteArrayDeserializer.class);
    return config;
  }

  private static Map<String, Object> producer(String thread, String transactionalId) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", "127.0.0.1:1");
    config.put("client.id", thread + "-producer");
    config.put("transactional.id", transactionalId);
    config.put("key.serializer", ByteArraySerializer.class);
    config.put("value.serializer", ByteArraySerializer.class);
    return config;
  }
}
