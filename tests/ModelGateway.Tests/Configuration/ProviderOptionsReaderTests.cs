using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Configuration;

public sealed class ProviderOptionsReaderTests
{
    private readonly List<string> _faults = [];
    private readonly ProviderOptions _options = new() { Type = "Local", Region = "code" };

    [Fact]
    public void Read_SetsWhatIsConfigured_AndKeepsTheRest()
    {
        Read(
            ("Endpoint", "https://h/v1/"), ("Api", "responses"), ("Keys", "env:A,env:B"), ("Headers:X-A", "1"), ("PreWarm", "true"),
            ("Timeouts:Total", "9s"), ("Models:0:Id", "m"), ("Models:0:ContextWindow", "8000"), ("Models:0:Capabilities", "tools,!seed"));

        Assert.Equal(("Local", "code", ProviderApi.Responses, true), (_options.Type, _options.Region, _options.Api, _options.PreWarm));
        Assert.Equal(new Uri("https://h/v1/"), _options.Endpoint);
        Assert.Equal(["env:A", "env:B"], _options.Keys);
        Assert.Equal("1", _options.Headers["x-a"]);
        Assert.Equal(TimeSpan.FromSeconds(9), _options.Timeouts!.Total);
        ModelInfo model = Assert.Single(_options.Models);
        Assert.Equal(("m", 8000, "tools, !seed"), (model.Id, model.ContextWindow, model.Capabilities.ToString()));
        Assert.Empty(_faults);
    }

    [Fact]
    public void Read_TakesTheSettingsOfTheType()
    {
        Read(("Model", "a.gguf"), ("gpu:Layers", "3"));

        Assert.Equal([("Model", "a.gguf"), ("gpu:Layers", "3")],
            _options.Settings.Select(static pair => (pair.Key, pair.Value)).OrderDescending().Reverse());
        Assert.Empty(_faults);
    }

    [Fact]
    public void Read_RefusesSettingsThatTheTypeDoesNotHave()
    {
        Read(("Modl", "a.gguf"));

        Assert.Empty(_options.Settings);
        Assert.StartsWith("P:Modl is not a setting. Did you mean", Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TakesAllSettingsOfATypeThatIsNotRegistered()
    {
        Read(("Type", "Missing"), ("Model", "a.gguf"), ("Other:X", "1"));

        Assert.Equal(2, _options.Settings.Count);
        Assert.Empty(_faults);
    }

    [Fact]
    public void Read_ReplacesAModelOfTheSameId_AndRefusesOneWithoutAnId()
    {
        _options.Models.Add(new ModelInfo { Id = "M", ContextWindow = 1 });

        Read(("Models:0:Id", "m"), ("Models:0:ContextWindow", "2"), ("Models:1:ContextWindow", "3"));

        Assert.Equal(2, Assert.Single(_options.Models).ContextWindow);
        Assert.Equal(["P:Models:1:Id is missing. Set it to the provider's name of the model."], _faults);
    }

    private void Read(params (string Key, string Value)[] settings)
    {
        IConfiguration section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        new ProviderOptionsReader(new ProviderTypeRegistry([new Local()])).Read(new SectionReader(section, "P", _faults), _options);
    }

    private sealed class Local() : ProviderType("Local")
    {
        public override IReadOnlyCollection<string> Settings => ["Model", "Gpu"];
    }
}
