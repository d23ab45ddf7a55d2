using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Gemini;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class GeminiErrorsTests
{
    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        IProtocol protocol = GeminiProtocol.Instance;
        foreach (WireError error in GeminiErrors.Answers)
        {
            using HttpResponseMessage response = new();
            byte[] body = Encoding.UTF8.GetBytes($$$"""{"error":{"code":{{{error.StatusCode}}},"message":"It failed.","status":"{{{error.Word}}}"}}""");

            ProviderFailure failure = protocol.ReadError(error.StatusCode, response.Headers, body, DateTimeOffset.UnixEpoch);

            Assert.True(error.Kind == failure.Kind, $"{error}: {failure.Kind}");
        }
    }

    [Theory]
    [InlineData("Overloaded", FailureKind.Unavailable)]
    [InlineData("RateLimited", FailureKind.RateLimited)]
    [InlineData("ModelNotFound", FailureKind.ModelNotFound)]
    public async Task Answers_AreTheSimulators(string fault, FailureKind kind)
    {
        WireError expected = GeminiErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Gemini);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(fault switch
        {
            "Overloaded" => SimulatedFault.Overloaded(),
            "RateLimited" => SimulatedFault.RateLimited(),
            "QuotaExhausted" => SimulatedFault.QuotaExhausted(),
            "ContextTooLong" => SimulatedFault.ContextTooLong(),
            "ContentFiltered" => SimulatedFault.ContentFiltered(),
            "Unauthorized" => SimulatedFault.Unauthorized(),
            _ => SimulatedFault.ModelNotFound(),
        });

        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Equal(expected.StatusCode, (int)response.StatusCode);
        JsonElement error = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(expected.Word, error.GetProperty("error").GetProperty("status").GetString());
    }
}
