// The official Node client, unmodified: node node_client.mjs URL; prints what each call came to.
import { APIClient, SendInboxMessageRequest } from "customerio-node";

const url = process.argv[2];
const client = (settings = {}) => new APIClient("key", { url: `${url}/v1`, retry: false, ...settings });
const request = (fields = {}) => new SendInboxMessageRequest({
  transactional_message_id: "order_shipped",
  identifiers: { id: "user_123" },
  message_data: { order_id: "7" },
  ...fields,
});

async function outcome(call) {
  try {
    return { answer: await call() };
  } catch (error) {
    return { status: error.statusCode, message: error.message };
  }
}

const delivery = await client().sendInboxMessage(request());
const settled = async () => {
  for (;;) {
    const { message } = await client().getMessage(delivery.delivery_id);
    if (message.metrics.sent || message.metrics.failed) return message;
  }
};

console.log(JSON.stringify({
  sent: delivery,
  unknown: await outcome(() => client().sendInboxMessage(request({ transactional_message_id: "nope" }))),
  number: await outcome(() => client().sendInboxMessage(request({ transactional_message_id: 44, identifiers: { id: 9 } }))),
  message: await outcome(settled),
  messages: await outcome(() => client().getMessages({ limit: 1 })),
  person: await outcome(() => client().getAttributes("user_123")),
  people: await outcome(() => client().getCustomersByEmail("ada+x@example.com")),
  several: await outcome(() => client().getCustomersAttributes(["user_9", "user_123"])),
  missing: await outcome(() => client().getAttributes("nobody")),
  addresses: await outcome(() => client().getIpAddresses()),
}));
