/**
 * Clients of a Zonekeeper desktop gateway, for browsers and Node.
 * @module @zonekeeper/client
 */
export { GatewayClient, Refused } from './gateway-client.js';
export { AgentClient } from './agent-client.js';
export { SupervisorClient } from './supervisor-client.js';
