/**
 * The stage with desktops and load: what benchmarks measure and chaos strikes, seen from outside.
 */
package org.zonekeeper.harness.rig;
