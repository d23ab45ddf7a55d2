using System.Net.Http.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Testing;

/// <summary>Runs the code of the package's README.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Readme_SimulatorWorks()
    {
        await using ProviderSimulator openai = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        openai.Reply("Hello!")
              .Fail(SimulatedFault.Overloaded(retryAfter: TimeSpan.FromSeconds(2)));

        using HttpClient http = new() { BaseAddress = openai.Endpoint };
        http.DefaultRequestHeaders.Authorization = new("Bearer", openai.ApiKey);
        var question = new { model = "gpt-5-mini", messages = new[] { new { role = "user", content = "Hi" } } };

        using HttpResponseMessage refused = await http.PostAsJsonAsync("chat/completions", question);
        using HttpResponseMessage answered = await http.PostAsJsonAsync("chat/completions", question);
        RecordedRequest sent = openai.Requests[0];

        Assert.Equal((503, TimeSpan.FromSeconds(2)), ((int)refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Contains("Hello!", await answered.Content.ReadAsStringAsync());
        Assert.Equal("/v1/chat/completions", sent.Path);
    }

    [Fact]
    public async Task Readme_ScriptedClientWorks()
    {
        using ScriptedChatClient client = new();
        client.Reply("one")
              .Fail(new HttpRequestException("down"))
              .FailAfterUpdates(2, new IOException("broke"), text: "a text that breaks off")
              .EndWithoutFinish("looks complete, is not");
        ChatResponse one = await client.GetResponseAsync("question");
        ScriptedCall call = client.Calls[0];

        Assert.Equal(("one", ScriptedCallState.Completed), (one.Text, call.State));
    }

    [Fact]
    public void Readme_VirtualTimeWorks()
    {
        int runs = 0;
        VirtualTime.RunSeeds(firstSeed: 1, count: 1000, async time =>
        {
            await time.Delay(TimeSpan.FromMinutes(time.Random.Next(60)));
            time.Log("woke");
            runs++;
        });
        Assert.Equal(1000, runs);
    }
}
