/**
 * Many zones' lives in one thread, without Kafka, in virtual time: the real zone processor with the
 * real settings, the real store encoding and the real dialler core, and around them a world in
 * which everything goes wrong that can, by a seed.
 */
package org.zonekeeper.simulation;
