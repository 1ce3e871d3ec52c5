package org.zonekeeper.schemas.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/** Kafka's ACL operations in words. Stateless. */
public final class AclOperations {
  private AclOperations() {}

  /** As Kafka's tools and documents call it: {@code AlterConfigs} for {@code ALTER_CONFIGS}. */
  public static String nameOf(AclOperation operation) {
    return Arrays.stream(operation.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
