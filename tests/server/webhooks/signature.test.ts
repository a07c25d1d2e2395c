import { describe, expect, it } from 'vitest';
import { newWebhookSecret, signedHeaders } from '@/server/webhooks/signature';
import { verifies } from '../../support/webhook-receiver';

describe('the signature of a webhook', () => {
  it('is that of the Standard Webhooks libraries', () => {
    // The vector of the specification's own libraries.
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const at = 1_614_265_330_000;
    expect(signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}', [secret])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('covers id, time and body, and fits each of two secrets but no third', () => {
    const [now, before, foreign] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const headers = { ...signedHeaders('d1', 5_000, '{}', [now, before]) };
    for (const secret of [now, before]) expect(verifies(secret, { headers, body: '{}' })).toBe(true);
    expect(verifies(foreign, { headers, body: '{}' })).toBe(false);
    expect(verifies(now, { headers, body: '{ }' })).toBe(false);
    for (const change of [{ 'webhook-id': 'd2' }, { 'webhook-timestamp': '6' }]) {
      expect(verifies(now, { headers: { ...headers, ...change }, body: '{}' })).toBe(false);
    }
  });

  it('has 256 bits of secret', () => {
    const secret = newWebhookSecret();
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
    expect(newWebhookSecret()).not.toBe(secret);
  });
});
