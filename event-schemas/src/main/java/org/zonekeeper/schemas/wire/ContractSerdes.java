package org.zonekeeper.schemas.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.registry.RegisteredSchema;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.registry.RegistryUnavailableException;
import org.zonekeeper.schemas.registry.SchemaMemory;
import org.zonekeeper.schemas.registry.SchemaNotFoundException;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;
import org.zonekeeper.schemas.registry.UnusableSchemaException;
import org.zonekeeper.schemas.wire.RecordSerializer.TopicEncodings;

/**
 * The serdes of the contract's topics. A service opens them once at start:
 *
 * <pre>{@code
 * ContractSerdes serdes =
 *     ContractSerdes.with(registrySettings)
 *         .writes(Topics.JOURNAL)
 *         .reads(Topics.COMMANDS)
 *         .open();
 * }</pre>
 *
 * Opening fetches every version of every subject that is written or read, and registers or looks up
 * what is written and is not the last version. From then on the registry may be down: nothing that
 * existed when the service started needs it again.
 *
 * <p>Immutable; the serdes may be shared between threads, producers and consumers.
 */
public final class ContractSerdes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContractSerdes.class);

  private final SchemaRegistryClient registry;
  private final RecordSerializer serializer;
  private final RecordDeserializer deserializer;

  private ContractSerdes(
      SchemaRegistryClient registry, RecordSerializer serializer, RecordDeserializer deserializer) {
    this.registry = registry;
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  /** Starts the list of topics; nothing is asked before {@link Opening#open}. */
  public static Opening with(RegistrySettings settings) {
    return new Opening(settings);
  }

  public RecordSerializer serializer() {
    return serializer;
  }

  public RecordDeserializer deserializer() {
    return deserializer;
  }

  /** Both in one, for Kafka Streams. */
  public Serde<SpecificRecord> serde() {
    return Serdes.serdeFrom(serializer, deserializer);
  }

  /** Lets go of the connections to the registry; for the end of the service. */
  @Override
  public void close() {
    registry.close();
  }

  /** The topics to open; used by one thread, while a service starts. */
  public static final class Opening {
    private final RegistrySettings settings;
    private final Map<String, TopicRecords> written = new LinkedHashMap<>();
    private final Map<String, TopicRecords> all = new LinkedHashMap<>();

    private Opening(RegistrySettings settings) {
      this.settings = settings;
    }

    /** This service writes to the topic, and may read it. */
    public Opening writes(TopicSpec topic) {
      return writes(topic.name(), topic.types());
    }

    /** This service only reads the topic. */
    public Opening reads(TopicSpec topic) {
      return reads(topic.name(), topic.types());
    }

    /** This service writes these types to the topic, and may read them. */
    public Opening writes(
        String topic, Collection<? extends Class<? extends SpecificRecord>> types) {
      TopicRecords records = TopicRecords.of(topic, types);
      written.put(topic, records);
      all.put(topic, records);
      return this;
    }

    /** This service only reads the topic; its schemas may be registered later, by their writers. */
    public Opening reads(
        String topic, Collection<? extends Class<? extends SpecificRecord>> types) {
      all.putIfAbsent(topic, TopicRecords.of(topic, types));
      return this;
    }

    /**
     * Asks the registry for all that is needed.
     *
     * @throws org.zonekeeper.schemas.registry.RegistryException if that cannot be had; the service
     *     should show the message and end
     */
    public ContractSerdes open() {
      Optional<SchemaMemory> memory = settings.memory().map(SchemaMemory::in);
      var registry = new SchemaRegistryClient(settings);
      try {
        memory.ifPresent(registry::recall);
        ContractSerdes opened = open(registry);
        memory.ifPresent(registry::keepIn);
        return opened;
      } catch (RegistryUnavailableException e) {
        if (memory.isPresent() && registry.relyOn(memory.get(), writtenSchemas()).isEmpty()) {
          LOG.warn("registry away, its earlier answers are used file={}", memory.get(), e);
          return openFromMemory(registry);
        }
        registry.close();
        throw e;
      } catch (RuntimeException e) {
        registry.close();
        throw e;
      }
    }

    private Map<String, Schema> writtenSchemas() {
      Map<String, Schema> schemas = new HashMap<>();
      for (TopicRecords records : written.values()) {
        records
            .types()
            .forEach(
                (name, type) -> schemas.put(records.subject(name), TopicRecords.schemaOf(type)));
      }
      return schemas;
    }

    private ContractSerdes openFromMemory(SchemaRegistryClient registry) {
      Map<String, TopicEncodings> encodings = new HashMap<>();
      written.forEach(
          (topic, records) -> encodings.put(topic, encodingsOf(registry, records, Map.of())));
      return new ContractSerdes(
          registry,
          new RecordSerializer(encodings),
          new RecordDeserializer(List.copyOf(all.values()), registry));
    }

    private ContractSerdes open(SchemaRegistryClient registry) {
      long started = System.nanoTime();
      Map<String, TopicEncodings> encodings = new HashMap<>();
      int subjects = 0;
      for (TopicRecords records : all.values()) {
        Map<String, RegisteredSchema> latest = fetchVersions(registry, records);
        subjects += latest.size();
        if (written.containsKey(records.topic())) {
          encodings.put(records.topic(), encodingsOf(registry, records, latest));
        }
      }
      LOG.info(
          "registry warm topics={} subjectsThere={} ms={}",
          all.size(),
          subjects,
          (System.nanoTime() - started) / 1_000_000);
      return new ContractSerdes(
          registry,
          new RecordSerializer(encodings),
          new RecordDeserializer(List.copyOf(all.values()), registry));
    }

    private TopicEncodings encodingsOf(
        SchemaRegistryClient registry, TopicRecords records, Map<String, RegisteredSchema> latest) {
      Map<Class<?>, RecordEncoding> byClass = new HashMap<>();
      records
          .types()
          .forEach(
              (name, type) -> {
                String subject = records.subject(name);
                int id =
                    registry.idOf(
                        settings.mode(),
                        subject,
                        TopicRecords.schemaOf(type),
                        Optional.ofNullable(latest.get(subject)));
                byClass.put(type, new RecordEncoding(ConfluentHeader.of(id), type));
              });
      return new TopicEncodings(records, Map.copyOf(byClass));
    }

    /**
     * Has the registry's client remember all versions there are. Nearly every subject has one,
     * which takes one question; those that the registry does not have, which is all of them at the
     * very first start, take none.
     *
     * @return the last version of each subject, as far as it is there and usable
     */
    private Map<String, RegisteredSchema> fetchVersions(
        SchemaRegistryClient registry, TopicRecords records) {
      Map<String, RegisteredSchema> latest = new HashMap<>();
      Set<String> there = registry.subjects(records.subject(""));
      for (String name : records.types().keySet()) {
        String subject = records.subject(name);
        if (there.contains(subject)) {
          fetchVersions(registry, subject).ifPresent(last -> latest.put(subject, last));
        }
      }
      return latest;
    }

    private Optional<RegisteredSchema> fetchVersions(
        SchemaRegistryClient registry, String subject) {
      Optional<RegisteredSchema> latest = fetch(subject, "latest", () -> registry.latest(subject));
      if (latest.isEmpty() || latest.get().version() > 1) {
        for (int version : registry.versions(subject)) {
          if (latest.isEmpty() || version != latest.get().version()) {
            var unused =
                fetch(subject, Integer.toString(version), () -> registry.version(subject, version));
          }
        }
      }
      return latest;
    }

    /** An unusable version hurts only the records written with it, which are dead-lettered. */
    private static Optional<RegisteredSchema> fetch(
        String subject, String version, Supplier<RegisteredSchema> question) {
      try {
        return Optional.of(question.get());
      } catch (UnusableSchemaException e) {
        LOG.warn(
            "registry version unusable subject={} version={} reason=\"{}\"",
            subject,
            version,
            e.getMessage());
      } catch (SchemaNotFoundException e) {
        LOG.info("registry version deleted meanwhile subject={} version={}", subject, version);
      }
      return Optional.empty();
    }
  }
}
