namespace ModelGateway.Tests.Configuration;

/// <summary>A rule with a word that means nothing is refused with its name, as it would otherwise be ignored.</summary>
public sealed class ModelRuleCheckTests
{
    [Theory]
    [InlineData("Uses", "tolls", "Uses has 'tolls', which is no capability and no option. Did you mean 'tools'?")]
    [InlineData("Efforts", "hi", "Efforts has 'hi', which is no effort. Known: unset, none, minimal, low, medium, high, xhigh, max.")]
    [InlineData("TakesEfforts", "unset", "TakesEfforts has 'unset', which is no effort. Known: none, minimal,")]
    [InlineData("LeavesOut", "top_p", "LeavesOut has 'top_p', which is no capability and no option.")]
    [InlineData("Lacks", "context:1k", "Lacks has context:1000, which is measured.")]
    [InlineData("OtherwiseEffort", "low", "OtherwiseEffort is set without Needs.")]
    [InlineData("Name", "", "Name is missing.")]
    [InlineData("Then", "x", "Rules:0:Then is not a setting.")]
    public void Fault_IsNamed(string setting, string value, string fault)
    {
        GatewayConfigurationException refused = Assert.Throws<GatewayConfigurationException>(() =>
            ModelRuleReaderTests.Read(new() { ["Name"] = "a rule", [setting] = value }));

        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }
}
