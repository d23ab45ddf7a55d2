namespace ModelGateway.Tests.Tokens;

/// <summary>Code, data, markup and keys, written for these tests.</summary>
internal static class CodeTexts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Python"] =
            """"
            from collections import defaultdict
            from dataclasses import dataclass, field

            @dataclass
            class Inventory:
                """Items on stock, by warehouse."""
                stock: dict[str, int] = field(default_factory=lambda: defaultdict(int))

                def add(self, sku: str, amount: int = 1) -> None:
                    if amount <= 0:
                        raise ValueError(f"amount must be positive, got {amount}")
                    self.stock[sku] += amount

                def total(self) -> int:
                    return sum(self.stock.values())

            def read_lines(path, encoding="utf-8"):
                with open(path, encoding=encoding) as lines:
                    for number, line in enumerate(lines, start=1):
                        if line.strip() and not line.startswith("#"):
                            yield number, line.rstrip("\n").split(";")

            if __name__ == "__main__":
                inventory = Inventory()
                for _, (sku, amount) in read_lines("stock.csv"):
                    inventory.add(sku, int(amount))
                print(f"{inventory.total():>8} items")
            """",
        ["TypeScript"] =
            """
            import { useEffect, useState } from "react";

            export interface Order { id: string; customerId: string; lines: OrderLine[]; total: number; placedAt?: Date }
            type OrderLine = { sku: string; quantity: number; unitPrice: number };

            export function useOrders(customerId: string, pageSize = 20) {
              const [orders, setOrders] = useState<Order[]>([]);
              const [error, setError] = useState<Error | null>(null);
              useEffect(() => {
                const controller = new AbortController();
                fetch(`/api/customers/${encodeURIComponent(customerId)}/orders?limit=${pageSize}`, { signal: controller.signal })
                  .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
                  .then((page: Order[]) => setOrders(page.filter((order) => order.lines.length > 0)))
                  .catch((reason) => { if (reason.name !== "AbortError") setError(reason); });
                return () => controller.abort();
              }, [customerId, pageSize]);
              return { orders, error, isEmpty: orders.length === 0 && !error };
            }
            """,
        ["SQL"] =
            """
            WITH monthly AS (
                SELECT c.region, date_trunc('month', o.placed_at) AS month, SUM(l.quantity * l.unit_price) AS revenue
                FROM orders o
                JOIN order_lines l ON l.order_id = o.id
                JOIN customers c ON c.id = o.customer_id
                WHERE o.placed_at >= DATE '2026-01-01' AND o.status <> 'cancelled'
                GROUP BY c.region, date_trunc('month', o.placed_at)
            )
            SELECT region, month, revenue, LAG(revenue) OVER (PARTITION BY region ORDER BY month) AS before
            FROM monthly
            ORDER BY region, month DESC
            LIMIT 100;
            """,
        ["Rust"] =
            """
            use std::{collections::HashMap, fs, io, path::Path};

            #[derive(Debug, Clone, PartialEq)]
            pub enum Token<'a> { Word(&'a str), Number(f64), Symbol(char) }

            pub fn count_words(path: &Path) -> io::Result<HashMap<String, usize>> {
                let mut counts = HashMap::new();
                for word in fs::read_to_string(path)?.split_whitespace() {
                    *counts.entry(word.to_lowercase()).or_insert(0) += 1;
                }
                Ok(counts)
            }

            impl<'a> Token<'a> {
                fn is_number(&self) -> bool { matches!(self, Token::Number(n) if n.is_finite()) }
            }
            """,
        ["JSON"] =
            """
            {"type":"object","properties":{"location":{"type":"string","description":"The city and state, e.g. San Francisco, CA"},"unit":{"type":"string","enum":["celsius","fahrenheit"]},"days":{"type":"integer","minimum":1,"maximum":14}},"required":["location"],"additionalProperties":false}

            [{"id":1042,"name":"Blue kettle","price":24.95,"tags":["kitchen","sale"],"stock":{"berlin":12,"madrid":0},"updated":"2026-03-14T09:26:53Z","active":true},{"id":1043,"name":"Garden chair","price":59.0,"tags":[],"stock":{"berlin":3,"madrid":41},"updated":"2026-03-15T11:02:17Z","active":false}]

            {
              "model": "gpt-5-mini",
              "messages": [
                { "role": "system", "content": "You are a helpful assistant." },
                { "role": "user", "content": "What is the weather in Paris?" }
              ],
              "temperature": 0.2,
              "max_tokens": 256,
              "stream": true
            }
            """,
        ["YAML"] =
            """
            name: build
            on:
              push:
                branches: [main]
            jobs:
              test:
                runs-on: ubuntu-latest
                strategy:
                  matrix:
                    version: ["8.0.x", "10.0.x"]
                steps:
                  - uses: actions/checkout@v4
                  - name: Restore and build
                    run: |
                      dotnet restore --locked-mode
                      dotnet build --no-restore --configuration Release
                  - run: dotnet test --no-build --logger "trx;LogFileName=results.trx"
            """,
        ["Markup"] =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <catalog updated="2026-02-11">
              <book id="bk101"><author>Gambardella, Matthew</author><title>XML Developer's Guide</title><price currency="USD">44.95</price></book>
              <book id="bk102"><author>Ralls, Kim</author><title>Midnight Rain</title><price currency="USD">5.95</price></book>
            </catalog>
            <div class="card shadow-sm" data-testid="price"><h2 class="title">Plans</h2><p>From <strong>$9</strong> a month. <a href="/pricing?ref=home">See all</a></p></div>
            """,
        ["Markdown table"] =
            """
            ## Results

            | model | input | output | context | tools |
            |---|--:|--:|--:|:-:|
            | gpt-5-mini | $0.25 | $2.00 | 400,000 | yes |
            | claude-sonnet-4-5 | $3.00 | $15.00 | 200,000 | yes |
            | gemini-2.5-flash | $0.30 | $2.50 | 1,048,576 | yes |
            | llama-3.1-8b | $0.05 | $0.08 | 131,072 | no |

            - **Cheapest**: `llama-3.1-8b`, by a factor of *five*
            - [x] measured on 2026-02-11; see [the notes](notes.md#method)
            """,
        ["Log"] =
            """
            2026-03-14T09:26:53.589Z INFO  [http-17] Request starting HTTP/1.1 GET https://shop.example.com/api/v2/orders/48213?expand=lines - -
            2026-03-14T09:26:53.641Z WARN  [db.pool] Connection 7f3a9c21 was idle for 00:05:12; reconnecting to 10.20.30.41:5432
            2026-03-14T09:26:54.002Z ERROR [worker-3] System.InvalidOperationException: Sequence contains no elements
               at System.Linq.ThrowHelper.ThrowNoElementsException()
               at Shop.Orders.OrderService.FindLatestAsync(Guid customerId, CancellationToken cancellationToken) in /src/Shop/Orders/OrderService.cs:line 118
               at Shop.Api.OrdersController.Get(String id) in /src/Shop/Api/OrdersController.cs:line 42
            2026-03-14T09:26:54.017Z INFO  [http-17] Request finished in 428.1ms 500 application/problem+json trace=4bf92f3577b34da6a3ce929d0e0e4736
            """,
        ["Numbers"] =
            """
            date;open;high;low;close;volume
            2026-01-05;182.01;186.40;181.92;185.64;82488700
            2026-01-06;184.22;185.88;183.43;184.25;58414500
            2026-01-07;182.15;183.09;180.88;181.91;71983600
            3.14159 26535 89793 23846 26433 83279 50288 41971 69399 37510 0.000125 1e-9 -42 +17 1,234,567.89 99% 0x7fff
            """,
        ["Keys"] =
            """
            iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 550e8400-e29b-41d4-a716-446655440000
            ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8b1Zq7xN0mYF3kT5vRw2QhLdUe6sGpXcOaB4nVtKyM user@host
            """,
        ["Emoji"] =
            """
            Great work 🎉🎉 see you tomorrow 👋 ❤️ that was so funny 😂😂😂 ok 👍🏽 on my way 🚗💨 happy birthday 🎂🥳🎁 love it 😍 brb 🙏 👨‍👩‍👧‍👦 🇩🇪 🇫🇷 ✅ ❌ ⚠️ → ★★★☆☆
            """,
        ["Mathematics"] =
            """
            Let $f(x) = \int_0^x e^{-t^2} \, dt$. Then $f'(x) = e^{-x^2} > 0$, so that $f$ is strictly increasing, and \[ \lim_{x \to \infty} f(x) = \frac{\sqrt{\pi}}{2}. \]
            For all n ≥ 1: ∑ₖ₌₁ⁿ k² = n(n+1)(2n+1)/6, hence 1² + 2² + … + 10² = 385. If a ≡ b (mod m) and c ≡ d (mod m), then ac ≡ bd (mod m).
            Natalia sold 48 clips in April and half as many in May: 48/2 = 24, altogether 48 + 24 = 72. #### 72
            """,
    };
}
